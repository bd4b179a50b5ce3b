package dev.berth.local.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.RemoteWebDriver;

/** The Temporal UI, by what an operator clicks and sees. */
final class TemporalUi {
  private static final By ROWS =
      By.cssSelector("[data-testid=workflows-summary-configurable-table-row]");
  private static final By SHOW_RAW_QUERY = By.cssSelector("[data-testid=toggle-manual-query]");
  private static final By RAW_QUERY = By.cssSelector("[placeholder='Enter a query']");

  /** A page that does not show what is awaited after this long is loaded again. */
  private static final Duration FILLED = Duration.ofSeconds(30);

  private final RemoteWebDriver driver;
  private final URI address;
  private final Path pictures;

  /**
   * A window on this UI.
   *
   * @param pictures where screenshots go
   */
  TemporalUi(Browser browser, URI address, Path pictures) {
    this.driver = browser.driver();
    this.address = address;
    this.pictures = pictures;
  }

  void open(URI page) {
    driver.get(page.toString());
  }

  /** Opens the list of all workflows. */
  void list() {
    open(address.resolve("/namespaces/default/workflows"));
  }

  /** Opens the list, and asks for those that this finds. */
  void list(String query) {
    list();
    eventually(
        () -> {
          if (driver.findElements(RAW_QUERY).isEmpty()) {
            driver.findElement(SHOW_RAW_QUERY).click();
          }
          driver.findElement(RAW_QUERY).clear();
          driver.findElement(RAW_QUERY).sendKeys(query, Keys.ENTER);
          assertThat(URLDecoder.decode(driver.getCurrentUrl(), UTF_8)).endsWith("=" + query);
        });
  }

  /** Presses Refresh until exactly these workflows are listed: the list lags behind. */
  void awaitListed(String... workflowIds) {
    eventually(
        () -> {
          press("Refresh");
          assertThat(listed()).containsExactlyInAnyOrder(workflowIds);
        });
  }

  /** The same, with others among them. */
  void awaitAmongListed(String... workflowIds) {
    eventually(
        () -> {
          press("Refresh");
          assertThat(listed()).contains(workflowIds);
        });
  }

  private List<String> listed() {
    return driver.findElements(ROWS).stream()
        .map(row -> row.findElement(By.tagName("a")).getText())
        .toList();
  }

  /** Follows the link of a workflow that is listed; again, when the list was drawn meanwhile. */
  void follow(String workflowId) {
    String page = "/workflows/" + URLEncoder.encode(workflowId, UTF_8) + "/";
    eventually(
        () -> {
          if (!driver.getCurrentUrl().contains(page)) {
            driver.findElement(By.linkText(workflowId)).click();
          }
          assertThat(driver.getCurrentUrl()).contains(page);
        });
  }

  /** Goes to a tab of a run. */
  void tab(String name) {
    By tab = By.xpath("//*[@role='tab'][starts-with(normalize-space(), '%s')]".formatted(name));
    eventually(() -> driver.findElement(tab).click());
  }

  /** Clicks the bar of the timeline that bears this, until this can be read. */
  void bar(String text, String opened) {
    By bar = By.xpath("//*[name()='text'][contains(., '%s')]".formatted(text));
    eventually(
        () -> {
          if (!text().contains(opened)) {
            driver.findElement(bar).click();
          }
          assertThat(text()).contains(opened);
        });
  }

  private void press(String button) {
    driver
        .findElement(By.xpath("//main//button[normalize-space()='%s']".formatted(button)))
        .click();
  }

  /** Waits until all of this can be read on the page. */
  void awaitText(String... texts) {
    eventually(() -> assertThat(text()).contains(texts));
  }

  private String text() {
    return driver.findElement(By.tagName("main")).getText();
  }

  /** Waits until all of this can be read in the run's summary. */
  void awaitSummary(String... texts) {
    awaitFrame("user-metadata-summary", texts);
  }

  /** Waits until all of this can be read in the run's current details. */
  void awaitDetails(String... texts) {
    awaitFrame("user-metadata-current-details", texts);
  }

  private void awaitFrame(String id, String... texts) {
    eventually(
        () -> {
          driver.switchTo().frame(driver.findElement(By.id(id)));
          try {
            assertThat(driver.findElement(By.tagName("body")).getText()).contains(texts);
          } finally {
            driver.switchTo().defaultContent();
          }
        });
  }

  /** Keeps what is to be seen now, written smaller than a browser does. */
  void picture(String name) {
    try (InputStream shot = new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES))) {
      Files.createDirectories(pictures);
      ImageIO.write(ImageIO.read(shot), "png", pictures.resolve(name + ".png").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Looks again until it holds. The page is drawn again and again: what is there now may be gone at
   * the next look. A page that could not be filled is loaded again, as a person would.
   */
  private void eventually(ThrowingRunnable look) {
    Instant[] loaded = {Instant.now()};
    await()
        .atMost(Duration.ofMinutes(5)) // a busy computer
        .untilAsserted(
            () -> {
              try {
                if (loaded[0].plus(FILLED).isBefore(Instant.now())) {
                  loaded[0] = Instant.now();
                  picture("incomplete");
                  driver.navigate().refresh();
                }
                look.run();
              } catch (WebDriverException e) {
                throw new AssertionError(e.getMessage() + "\nat " + page(), e);
              }
            });
  }

  /** Where the window is, and what can be read there. */
  private String page() {
    try {
      return driver.getCurrentUrl()
          + " with\n"
          + driver.findElement(By.tagName("body")).getText().strip();
    } catch (WebDriverException e) {
      return "a page that cannot be read: " + e.getMessage();
    }
  }
}
