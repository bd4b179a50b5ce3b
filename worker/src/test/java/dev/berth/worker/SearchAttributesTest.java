package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.workflows.operation.BerthAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchAttributesTest {
  private FakeTemporal temporal;
  private SearchAttributes attributes;

  @BeforeEach
  void start() throws IOException {
    temporal = new FakeTemporal();
    attributes = new SearchAttributes(temporal.client());
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void whatIsMissingIsMadeInTheWorkersNamespace() {
    assertThat(attributes.ensure()).isEmpty();

    assertThat(temporal.attributes)
        .hasSize(6)
        .containsEntry("BerthCustomer", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
        .containsEntry("BerthReason", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    assertThat(temporal.added).singleElement().extracting("namespace").isEqualTo("shop");
  }

  @Test
  void theOperatorServiceIsAskedWithTheWorkersOwnKey() {
    attributes.ensure();

    assertThat(temporal.identities).contains("AddSearchAttributes Bearer key");
  }

  @Test
  void whatIsThereIsNotAskedForAgain() {
    attributes.ensure();
    temporal.added.clear();

    assertThat(attributes.ensure()).isEmpty();
    assertThat(temporal.added).isEmpty();
  }

  @Test
  void anotherWorkerMayBeFaster() {
    temporal.makes = Status.ALREADY_EXISTS;
    temporal.counts = Status.UNIMPLEMENTED; // as Temporal's own test server

    assertThat(attributes.ensure()).isEmpty();
  }

  @Test
  void whatTheServerDoesNotUseYetIsWaitedFor() {
    temporal.makes = Status.ALREADY_EXISTS;

    assertThat(attributes.ensure())
        .contains("its namespace's new search attributes are not in use yet");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"PERMISSION_DENIED", "UNIMPLEMENTED"})
  void whereItMayNotTheCommandForTheOperatorIsSaid(Status.Code refusal) {
    temporal.makes = refusal.toStatus();

    assertThat(attributes.ensure())
        .contains(
            "its namespace lacks search attributes, which this worker may not make; run once:"
                + " temporal operator search-attribute create --namespace shop"
                + " --name BerthCustomer --type Keyword --name BerthEnvironment --type Keyword"
                + " --name BerthRegion --type Keyword --name BerthPlan --type Keyword"
                + " --name BerthState --type Keyword --name BerthReason --type Keyword");
  }

  @Test
  void whereItMayNotAndNeedNotItGoesOn() {
    temporal.makes = Status.PERMISSION_DENIED;
    BerthAttributes.ALL.forEach(key -> temporal.attributes.put(key.getName(), key.getValueType()));

    assertThat(attributes.ensure()).isEmpty();
    assertThat(temporal.added).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAVAILABLE", "RESOURCE_EXHAUSTED", "NOT_FOUND"})
  void anAnswerThatMeansNothingHereIsPassedOn(Status.Code trouble) {
    temporal.makes = trouble.toStatus();

    assertThatThrownBy(attributes::ensure).isInstanceOf(StatusRuntimeException.class);
  }
}
