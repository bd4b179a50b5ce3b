package dev.berth.local.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldOptions;
import dev.berth.servers.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A page of another site in a real browser on the machine of a world, whose name leads there. */
@Tag("browser")
class WebPageTest {
  /** Sends what needs no permission of the other site, to each name of this computer. */
  private static final String PAGE =
      """
      <html><body><script>
      (async () => {
        for (const name of ['127.0.0.1', 'localhost', 'x.localhost', '[::ffff:7f00:1]', 'SITE']) {
          for (const [port, path, body] of TARGETS) {
            await fetch(`http://${name}:${port}${path}`,
              {method: 'POST', mode: 'no-cors', body: new Blob([body])}).catch(e => e);
          }
        }
        document.title = 'done';
      })();
      </script></body></html>
      """;

  private static final String FAULT =
      "{\"kind\":\"fail\",\"operation\":\"*\",\"times\":9,\"code\":\"X\",\"status\":500}";

  private final List<String> sent = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  @Test
  void itChangesNothingAndReadsNothing() throws Exception {
    Needs.packagedWorker();
    try (Browser browser = Browser.open();
        World world = World.start(WorldOptions.of(folder, 50))) {
      RemoteWebDriver driver = browser.driver();
      HttpServer site =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      site.createContext("/", exchange -> answer(exchange, world));
      site.start();
      URI aws = world.aws().endpoint();

      try {
        driver.get("http://%s:%d/".formatted(Browser.SITE, site.getAddress().getPort()));
        await().atMost(Duration.ofMinutes(2)).until(() -> "done".equals(driver.getTitle()));

        assertThat(sent).as("what a server without a door gets").hasSizeGreaterThan(2);
        assertThat(world.registry().events().after(0, 1000))
            .noneMatch(event -> event.actor().startsWith("first"));
        assertThat(world.aws().faults().active()).isEmpty();
        assertThat(shown(driver, world.api(), "/v1/cores")).contains("\"unknown-host\"");
        assertThat(shown(driver, aws, "/_simulator/snapshot")).contains("not known by this name");
      } finally {
        site.stop(0);
      }
      assertThat(world.client("test").cores()).isEmpty();
    }
  }

  private void answer(HttpExchange exchange, World world) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      }
      byte[] page =
          page(world, exchange.getLocalAddress().getPort()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  private static String page(World world, int site) {
    String targets =
        """
        [[%d, '/v1/regions/us-east-1/sweep', '{"dryRun":false}'],
         [%d, '/v1/images', '{"region":"us-east-1"}'],
         [%d, '/_simulator/faults', '%s'],
         [%d, '/', 'sent']]"""
            .formatted(
                world.api().getPort(),
                world.api().getPort(),
                world.aws().endpoint().getPort(),
                FAULT,
                site);
    return PAGE.replace("SITE", Browser.SITE).replace("TARGETS", targets);
  }

  /** What the page could read if its name led to this server (DNS rebinding). */
  private static String shown(RemoteWebDriver driver, URI server, String path) {
    driver.get("http://%s:%d%s".formatted(Browser.SITE, server.getPort(), path));
    return driver.findElement(By.tagName("body")).getText();
  }
}
