package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The samples in the documentation compile as they are, with nothing but imports around them. */
class SamplesTest {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```java\n(.*?)^```");
  private static final Pattern JAVADOC =
      Pattern.compile("(?ms)<pre>\\{@code\n(.*?)^ *\\* \\}</pre>");

  @TempDir private Path classes;

  private record Sample(Path page, String code) {}

  @TestFactory
  Stream<DynamicTest> everySampleCompiles() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      Stream.of(FENCED, JAVADOC)
          .flatMap(form -> form.matcher(text).results())
          .map(SamplesTest::code)
          .filter(code -> code.contains("BerthClient"))
          .forEach(code -> samples.add(new Sample(page, code)));
    }
    assertThat(samples)
        .extracting(sample -> sample.page().getFileName().toString())
        .contains("README.md", "BerthClient.java");
    return samples.stream()
        .map(sample -> DynamicTest.dynamicTest(sample.page().toString(), () -> compile(sample)));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("..", "docs"));
        Stream<Path> sources = Files.walk(Path.of("src", "main"))) {
      return Stream.of(Stream.of(Path.of("..", "README.md")), docs, sources)
          .flatMap(files -> files)
          .filter(file -> file.toString().matches(".*\\.(md|java)"))
          .toList();
    }
  }

  private static String code(MatchResult sample) {
    return sample.group(1).replaceAll("(?m)^ +\\* ?", "");
  }

  private void compile(Sample sample) {
    String source =
        """
        import dev.berth.client.*;
        import dev.berth.client.api.*;
        import java.net.URI;
        import java.time.Duration;

        class Sample {
          void run() {
        %s
          }
        }
        """
            .formatted(sample.code());
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "--release",
            "17",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString());

    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, faults, options, null, List.of(file))
            .call();

    assertThat(compiled).as("%s%n%s", source, faults.getDiagnostics()).isTrue();
  }
}
