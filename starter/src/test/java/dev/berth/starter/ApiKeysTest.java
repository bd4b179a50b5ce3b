package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.Refused;
import dev.berth.model.Scope;
import dev.berth.model.Word;
import dev.berth.registry.key.ApiKey;
import dev.berth.starter.OpenApi.Operation;
import dev.berth.starter.TestStarter.Answer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each route answers to keys with its scope, and refuses all other requests. */
class ApiKeysTest {
  private static final Set<String> OPEN = Set.of("/", "/openapi.yml");

  private static TestStarter starter;
  private static String revoked;
  private static String expired;

  @BeforeAll
  static void start() throws Exception {
    starter = TestStarter.start().withWorker();
    revoked = create("revoked", "\"read\"");
    String id = id(revoked);
    assertThat(starter.post("/v1/keys/" + id + "/revoke").status()).isEqualTo(200);
    expired = create("expired", "\"read\"");
    starter.sql("UPDATE api_keys SET expires_at = now() WHERE id = '%s'".formatted(id(expired)));
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  static Stream<Operation> operations() throws Exception {
    return OpenApi.of(starter).operations().filter(o -> !OPEN.contains(o.path()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyRouteRefusesWhatIsNoValidKey(Operation operation) throws Exception {
    long before = position();
    for (String key :
        new String[] {null, "", "berth_x", starter.key() + "x", revoked, expired, unknown()}) {
      Answer answer = starter.sendAs(key, operation.method(), operation.anyPath(), "{}");

      assertThat(answer.status()).as("%s with %s", operation.path(), key).isIn(401, 429);
      assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.json().get("code").asText())
          .isIn("key-missing", "key-refused", "too-many-failures");
    }
    assertThat(position()).as("events").isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyRouteNamesItsScopesAndRefusesAKeyWithAllOthers(Operation operation) throws Exception {
    assertThat(operation.description().at("/security/0").has("key")).isTrue();
    assertThat(operation.description().get("responses").has("401")).isTrue();
    if (operation.path().equals("/v1/key")) {
      return; // each key may see itself
    }
    List<String> needed =
        OpenApi.stream(operation.description().path("x-scopes")).map(JsonNode::asText).toList();
    assertThat(needed).isNotEmpty().isSubsetOf(Word.words(Scope.class));
    String others =
        Word.words(Scope.class).stream()
            .filter(scope -> !needed.contains(scope))
            .map("\"%s\""::formatted)
            .collect(Collectors.joining(","));
    String key = create("others-" + Integer.toUnsignedString(operation.hashCode()), others);

    Answer answer = starter.sendAs(key, operation.method(), operation.anyPath(), "{}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.json().get("code").asText()).isEqualTo("scope-missing");
    assertThat(answer.json().get("detail").asText())
        .contains("this needs " + String.join(" or ", needed));
    assertThat(revoke(key)).isEqualTo(200);
  }

  @Test
  void everyScopeIsAskedForSomewhere() throws Exception {
    assertThat(operations().flatMap(o -> OpenApi.stream(o.description().path("x-scopes"))))
        .extracting(JsonNode::asText)
        .containsAll(Word.words(Scope.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/openapi.yml", "/health", "/health/liveness"})
  void descriptionAndHealthAreOpen(String path) throws Exception {
    assertThat(starter.sendAs(null, "GET", path, "").status()).isIn(200, 503);
  }

  @Test
  void aMissingPathIsSaidToBeMissing() throws Exception {
    assertThat(starter.get("/v1/nothing").status()).isEqualTo(404);
    assertThat(starter.send("DELETE", "/v1/cores").status()).isEqualTo(405);
  }

  @Test
  void theActorIsTheKeysNameAndThenTheOneOnWhoseBehalfItAsks() throws Exception {
    String key = create("signup-service", "\"operator\"");
    String path = "/v1/freezes/eu-west-1";
    String body = "{\"reason\": \"a test\"}";

    String alone = starter.sendAs(key, "PUT", path, body).json().get("requester").asText();
    assertThat(starter.delete(path).status()).isEqualTo(204);
    String behalf = starter.put(path, body, "X-Requester", "ann").json().get("requester").asText();
    assertThat(starter.delete(path).status()).isEqualTo(204);

    assertThat(alone).isEqualTo("signup-service");
    assertThat(behalf).isEqualTo(TestStarter.CALLER + "/ann");
  }

  @Test
  void aKeyOfSomeCustomersIsForRequestsThatNameOneOfThem() throws Exception {
    String key = create("narrow", "\"read\",\"signup\",\"credentials\"", "\"mine\",\"other\"");
    String mine = deploy("mine");
    String yours = deploy("yours");

    assertThat(status(key, "/v1/cores/mine/development")).isEqualTo(200);
    assertThat(status(key, "/v1/cores?customer=mine")).isEqualTo(200);
    assertThat(status(key, "/v1/operations?customer=other")).isEqualTo(200);
    assertThat(status(key, "/v1/operations/" + mine)).isEqualTo(200);
    assertThat(status(key, "/v1/key")).isEqualTo(200);

    assertThat(status(key, "/v1/operations/" + mine + "/why")).isEqualTo(200);
    assertThat(status(key, "/v1/operations/" + yours)).isEqualTo(404);
    assertThat(status(key, "/v1/operations/" + yours + "/why")).isEqualTo(404);
    for (String path :
        List.of(
            "/v1/cores/yours/development",
            "/v1/cores",
            "/v1/cores?customer=yours",
            "/v1/cores?customer=mine&customer=yours",
            "/v1/operations",
            "/v1/events",
            "/v1/hosts",
            "/v1/hosts?customer=mine",
            "/v1/pools?customer=mine")) {
      Answer answer = starter.sendAs(key, "GET", path, "");
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.json().get("code").asText()).isEqualTo("other-customers");
      assertThat(answer.json().get("detail").asText()).contains("mine, other");
    }
    assertThat(starter.sendAs(key, "PUT", "/v1/cores/yours/production", "{}").status())
        .isEqualTo(403);
    assertThat(
            starter.sendAs(key, "POST", "/v1/cores/yours/development/credentials", "{}").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void namingACustomerWhereItMeansNothingOpensNoRoute(Operation operation) throws Exception {
    boolean ofCustomers =
        operation.path().contains("{customer}")
            || operation
                .parameters("query")
                .anyMatch(p -> p.get("name").asText().equals("customer"))
            || operation.path().startsWith("/v1/operations/{id}")
            || operation.path().equals("/v1/key");
    String scopes = "\"read\",\"signup\",\"credentials\",\"operator\"";
    String key =
        create("naming-" + Integer.toUnsignedString(operation.hashCode()), scopes, "\"mine\"");

    Answer answer =
        starter.sendAs(key, operation.method(), operation.anyPath() + "?customer=mine", "{}");

    if (!ofCustomers) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    }
    assertThat(revoke(key)).isEqualTo(200);
  }

  @Test
  void aKeyOfSomeCustomersSteersTheirOperationsOnly() throws Exception {
    String key = create("steering", "\"operator\"", "\"steered\"");
    String own = deploy("steered");
    String foreign = deploy("unsteered");

    assertThat(starter.sendAs(key, "POST", "/v1/operations/" + foreign + "/cancel", "{}").status())
        .isEqualTo(404);
    assertThat(starter.sendAs(key, "POST", "/v1/operations/" + own + "/cancel", "{}").status())
        .isIn(202, 409);
  }

  @Test
  void aHeadRequestNeedsAKeyToo() throws Exception {
    assertThat(starter.sendAs(null, "HEAD", "/v1/cores", null, List.of()).status()).isIn(401, 429);
  }

  @Test
  void anyClientOfJavaHearsWhyItIsRefusedWhateverItSends() {
    BerthClient berth = BerthClient.at(starter.url(), revoked);

    for (ThrowingCallable request :
        List.<ThrowingCallable>of(
            () -> berth.deploy("acme", "development"),
            () -> berth.restart("acme", "development", null),
            () -> berth.regions().thaw("all", null),
            berth::cores)) {
      assertThatThrownBy(request)
          .isInstanceOf(Refused.class)
          .hasMessageContaining("(revoked) is revoked");
    }
  }

  @Test
  void aSecretIsInOneAnswerOnlyAndInNoEvent() throws Exception {
    String key = create("shown-once", "\"read\"");

    assertThat(starter.get("/v1/keys").text()).contains(id(key)).doesNotContain(key);
    assertThat(starter.sendAs(key, "GET", "/v1/key", "").text())
        .contains("shown-once")
        .doesNotContain(key);
    assertThat(starter.get("/v1/events?limit=1000").text())
        .contains("key/" + id(key), "key.created", "key.used")
        .doesNotContain(key, key.substring(15));
  }

  @Test
  void aRolledKeyIsValidBesideItsSuccessorUntilTheOverlapIsOver() throws Exception {
    String old = create("rolled", "\"read\"");

    Answer rolled = starter.tell("/v1/keys/" + id(old) + "/roll", "{\"overlap\": \"1h\"}");
    String next = rolled.json().get("secret").asText();

    assertThat(status(old, "/v1/cores")).isEqualTo(200);
    assertThat(status(next, "/v1/cores")).isEqualTo(200);
    assertThat(starter.post("/v1/keys/" + id(old) + "/roll").json().get("code").asText())
        .isEqualTo("key-ended");
    Answer now = starter.tell("/v1/keys/" + id(next) + "/roll", "{\"overlap\": \"0s\"}");
    assertThat(status(next, "/v1/cores")).isIn(401, 429);
    assertThat(status(now.json().get("secret").asText(), "/v1/cores")).isEqualTo(200);
  }

  @Test
  void aSecondKeyOfANameAndUnknownKeysAreRefused() throws Exception {
    String _ = create("taken", "\"read\"");

    assertThat(starter.tell("/v1/keys", "{\"name\": \"taken\", \"scopes\": [\"read\"]}").status())
        .isEqualTo(409);
    assertThat(starter.post("/v1/keys/00000000/roll").status()).isEqualTo(404);
    assertThat(starter.post("/v1/keys/00000000/revoke").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\": \"x1\", \"scopes\": []}",
        "{\"name\": \"x1\", \"scopes\": [\"root\"]}",
        "{\"name\": \"x1\", \"scopes\": [null]}",
        "{\"name\": \"x1\", \"scopes\": [1]}",
        "{\"name\": \"x1\", \"scopes\": [[\"read\"]]}",
        "{\"name\": \"x1\", \"scopes\": [\"read\", \"read\"]}",
        "{\"name\": \"berth\", \"scopes\": [\"read\"]}",
        "{\"name\": \"a/b\", \"scopes\": [\"read\"]}",
        "{\"name\": \"x1\", \"scopes\": [\"read\"], \"customers\": []}",
        "{\"name\": \"x1\", \"scopes\": [\"admin\"], \"customers\": [\"acme\"]}",
        "{\"name\": \"x1\", \"scopes\": [\"read\"], \"customers\": [\"A\"]}",
        "{\"name\": \"x1\", \"scopes\": [\"read\"], \"customers\": [null]}",
        "{\"name\": \"x1\", \"scopes\": [\"read\"], \"lifetime\": \"soon\"}",
        "{\"name\": \"x1\", \"scopes\": [\"read\"], \"lifetime\": \"0s\"}"
      })
  void aWrongRequestForAKeyIsExplained(String body) throws Exception {
    Answer answer = starter.tell("/v1/keys", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("errors")).isNotEmpty();
  }

  private static String deploy(String customer) throws Exception {
    Answer answer = starter.put("/v1/cores/" + customer + "/development", "");
    String operation = answer.json().at("/operation/id").asText();
    starter.visibility().showLate("core/" + customer + "/development", operation);
    return operation;
  }

  private static int status(String key, String path) throws Exception {
    return starter.sendAs(key, "GET", path, "").status();
  }

  private static String create(String name, String scopes) throws Exception {
    return create(name, scopes, null);
  }

  private static String create(String name, String scopes, String customers) throws Exception {
    String narrowed = customers == null ? "" : ", \"customers\": [%s]".formatted(customers);
    Answer answer =
        starter.tell(
            "/v1/keys", "{\"name\": \"%s\", \"scopes\": [%s]%s}".formatted(name, scopes, narrowed));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().get("secret").asText();
  }

  private static int revoke(String key) throws Exception {
    return starter.post("/v1/keys/" + id(key) + "/revoke").status();
  }

  private static String id(String key) {
    return ApiKey.parse(key).orElseThrow().id();
  }

  private static String unknown() {
    return ApiKey.random().secret();
  }

  private static long position() throws Exception {
    long last = 0;
    JsonNode events = starter.get("/v1/events?limit=1000").json();
    while (!events.get("events").isEmpty()) {
      last = events.get("next").asLong();
      events = starter.get("/v1/events?limit=1000&after=" + last).json();
    }
    return last;
  }
}
