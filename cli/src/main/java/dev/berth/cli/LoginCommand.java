package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.KeyView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Keeps an API key for a URL. */
@Command(
    name = "login",
    description = {
      "Keeps an API key for the URL, after it was tried there.",
      "The key is read from standard input, never from the command line, which other users can see. It is kept in ~/.config/berth/credentials, for you alone. BERTH_KEY and BERTH_KEY_FILE go before it."
    },
    footer = {
      "",
      "Examples:",
      "  berth login --url https://berth.example.com",
      "  berth login --url https://berth.example.com < key"
    })
final class LoginCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    URI url = berth.url();
    String key = KeyChoice.checked(ask(url).strip(), "standard input");
    KeyView own = BerthClient.at(url, key).keys().own();
    berth.credentials().keep(url, key);
    berth
        .output()
        .answer(
            own,
            "Kept the key %s (%s) with %s for %s."
                .formatted(own.id(), own.name(), String.join(", ", own.scopes()), url));
  }

  private static String ask(URI url) {
    if (Terminal.present()) {
      char[] typed = System.console().readPassword("API key of %s: ", url);
      return typed == null ? "" : new String(typed);
    }
    try {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      return Objects.requireNonNullElse(input.readLine(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets it again. */
  @Command(
      name = "logout",
      description = {
        "Forgets the API key that login kept for the URL.",
        "The key itself stays valid: berth key revoke ends it."
      })
  static final class Logout implements Runnable {
    @ParentCommand private Berth berth;

    @Override
    public void run() {
      URI url = berth.url();
      if (!berth.credentials().forget(url)) {
        throw BadInput.of("No key is kept for %s.".formatted(url));
      }
      berth.output().text("Forgot the key for %s.".formatted(url));
    }
  }
}
