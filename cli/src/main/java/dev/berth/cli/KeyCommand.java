package dev.berth.cli;

import dev.berth.client.api.KeyRequest;
import dev.berth.client.api.KeyView;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.NewKeyView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** API keys. */
@Command(
    name = "key",
    description = {
      "Lists the API keys, and makes, rolls and revokes them.",
      "Each request to Berth shows one. Its name is the actor in the event log; its scopes say what it may be used for. These commands need the scope admin."
    },
    subcommands = {
      KeyCommand.Create.class,
      KeyCommand.Listing.class,
      KeyCommand.Roll.class,
      KeyCommand.Revoke.class
    },
    footer = {
      "",
      "Examples:",
      "  berth key",
      "  berth key create signup --scope signup",
      "  berth key create support --scope read --customer acme --lifetime 90d",
      "  berth key roll Xk3mPq9a --overlap 24h",
      "  berth key revoke Xk3mPq9a --reason \"was in a log\""
    })
final class KeyCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    list();
  }

  private void list() {
    ListResponse.Keys keys = berth.client().keys().list();
    berth.output().answer(keys, table(keys.keys()));
  }

  private String table(List<KeyView> keys) {
    return new Table<>(keys, berth.output().style())
        .column("ID", KeyView::id)
        .column("NAME", KeyView::name)
        .state("STATE", key -> key.replacedBy() == null ? key.state() : key.state() + ", replaced")
        .column("SCOPES", key -> String.join(",", key.scopes()))
        .column(
            "CUSTOMERS", key -> key.customers() == null ? "all" : String.join(",", key.customers()))
        .column("EXPIRES", KeyView::expiresAt)
        .column("USED", KeyView::lastUsedAt)
        .detail("FROM", KeyView::lastUsedFrom)
        .detail("BY", KeyView::createdBy)
        .detail("CREATED", KeyView::createdAt)
        .toString();
  }

  /** Standard output has the secret and nothing else. */
  private void show(NewKeyView made) {
    KeyView key = made.key();
    berth
        .output()
        .err()
        .println(
            "Key %s (%s) with %s. Keep it now: it is not shown again."
                .formatted(key.id(), key.name(), String.join(", ", key.scopes())));
    berth.output().answer(made, made.secret());
  }

  @Command(
      name = "create",
      description = {
        "Makes a key, and prints it once.",
        "Standard output holds nothing else. The registry keeps a hash of it."
      })
  static final class Create implements Runnable {
    @ParentCommand private KeyCommand key;
    @Mixin private RequesterOption requester;

    @Parameters(
        paramLabel = "<name>",
        description = "The actor of what is done with it, in the event log.")
    private String name;

    @Option(
        names = "--scope",
        required = true,
        split = ",",
        paramLabel = "<scope>",
        description =
            "read, signup, credentials, operator or admin; repeat it, or put commas between them.")
    private List<String> scopes;

    @Option(
        names = "--customer",
        split = ",",
        paramLabel = "<customer>",
        description =
            "The only customer that it is for; may be repeated. Requests must name one of them then. Default: all.")
    private List<String> customers;

    @Option(
        names = "--lifetime",
        paramLabel = "<time>",
        description = "After which it is refused, such as 90d. Default: never.")
    private String lifetime;

    @Override
    public void run() {
      key.show(
          key.berth
              .client(requester.name())
              .keys()
              .create(new KeyRequest(name, scopes, customers, lifetime)));
    }
  }

  @Command(name = "list", description = "Lists all keys that there ever were, oldest first.")
  static final class Listing implements Runnable {
    @ParentCommand private KeyCommand key;

    @Override
    public void run() {
      key.list();
    }
  }

  @Command(
      name = "roll",
      description = {
        "Makes the successor of a key, and prints it once.",
        "It has the same name, scopes, customers and lifetime. Both keys are valid until the overlap is over."
      })
  static final class Roll implements Runnable {
    @ParentCommand private KeyCommand key;
    @Mixin private RequesterOption requester;

    @Parameters(paramLabel = "<id>", description = "The key's id, as berth key lists it.")
    private String id;

    @Option(
        names = "--overlap",
        paramLabel = "<time>",
        description = "How long the old key stays valid, 30d at most. Default: 24h.")
    private String overlap;

    @Override
    public void run() {
      key.show(key.berth.client(requester.name()).keys().roll(id, overlap));
    }
  }

  @Command(
      name = "revoke",
      description = {
        "Ends a key at once, in every starter.",
        "It asks first. A program that still uses the key is refused from then on."
      })
  static final class Revoke implements Runnable {
    @ParentCommand private KeyCommand key;
    @Mixin private AuditOptions by;
    @Mixin private ConfirmOption confirm;

    @Parameters(paramLabel = "<id>", description = "The key's id, as berth key lists it.")
    private String id;

    @Override
    public void run() {
      confirm.ask(key.berth.output(), () -> "Revoke the key " + id + "?");
      KeyView revoked = key.berth.client(by.name()).keys().revoke(id, by.reason);
      key.berth
          .output()
          .answer(revoked, "The key %s (%s) is revoked.".formatted(id, revoked.name()));
    }
  }
}
