package dev.berth.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @TempDir Path folder;

  /** Red after a new branch: {@code ./berth histories record} adds its history. */
  @Test
  void everyBranchHasAHistory() throws IOException {
    List<String> branches = Branches.all().stream().map(Branch::name).toList();

    assertThat(branches).doesNotHaveDuplicates();
    assertThat(Corpus.committed().files()).extracting(Corpus::branch).containsAll(branches);
  }

  @Test
  void aReleaseIsRecordedOnceAndNothingInItIsEverOverwritten() throws IOException {
    Corpus corpus = new Corpus(folder);
    Path kept = folder.resolve("1/core-ready-already.json");
    Branch first = Branches.named("core-ready-already");
    Branch second = Branches.named("host-settled-already");
    assertThat(corpus.record("1", List.of(first))).containsExactly(kept);
    String before = Files.readString(kept);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> corpus.record("1", List.of(first)))
        .withMessageContaining("name another release");
    assertThat(corpus.record("1", List.of(first, second)))
        .containsExactly(folder.resolve("1/host-settled-already.json"));

    assertThat(kept).hasContent(before);
  }

  @Test
  void aReleaseIsAPlainName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Corpus(folder).record("../1", Branches.all()))
        .withMessageContaining("is no release");
  }

  /** Histories are read by many; a machine's name does not belong in them. */
  @Test
  void aHistoryDoesNotSayWhereItWasRecorded() throws IOException {
    String host = java.net.InetAddress.getLocalHost().getHostName();
    Path file = new Corpus(folder).record("1", List.of(Branches.named("core-ready"))).getFirst();

    assertThat(Files.readString(file)).contains("\"identity\":\"worker\"").doesNotContain(host);
  }
}
