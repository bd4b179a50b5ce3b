package dev.berth.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {
  @Test
  void aWordIsLowerCaseWithHyphens() {
    assertThat(FailureType.OUT_OF_CAPACITY.word()).isEqualTo("out-of-capacity");
    assertThat(EventType.CORE_CREDENTIALS_READ.word()).isEqualTo("core.credentials-read");
    assertThat(OperationKind.DEPLOY_CORE.word()).isEqualTo("deploy-core");
  }

  @Test
  void aWordFindsItsConstantAndAnotherOneIsRefusedByName() {
    assertThat(Word.of(HostState.class, "ready")).isEqualTo(HostState.READY);
    assertThat(Word.find(HostState.class, "READY")).isEmpty();
    assertThatThrownBy(() -> Word.of(HostState.class, "broken"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'broken' is no HostState");
  }

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void aWorkflowTypeFindsItsKind(OperationKind kind) {
    assertThat(OperationKind.ofWorkflowType(kind.workflowType())).contains(kind);
    assertThat(OperationKind.ofWorkflowType("Foreign")).isEmpty();
  }

  static Stream<List<? extends Word>> vocabularies() {
    return Stream.of(
        List.of(CoreState.values()),
        List.of(EventType.values()),
        List.of(FailureType.values()),
        List.of(HostState.values()),
        List.of(ImageState.values()),
        List.of(OperationKind.values()),
        List.of(OperationState.values()),
        List.of(Plan.values()),
        List.of(SlotState.values()));
  }

  @ParameterizedTest
  @MethodSource("vocabularies")
  void noTwoConstantsShareAWord(List<? extends Word> words) {
    assertThat(words.stream().map(Word::word)).doesNotHaveDuplicates();
  }

  @Test
  void aHostThatIsGoneNeverComesBack() {
    Arrays.stream(HostState.values())
        .filter(HostState::gone)
        .forEach(state -> assertThat(HostState.TRANSITIONS.from(state)).isEmpty());
  }

  @Test
  void aChangeThatIsNotInTheTableIsRefusedWithBothStates() {
    assertThatThrownBy(
            () -> HostState.TRANSITIONS.require("host h1", HostState.RETIRED, HostState.READY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("host h1 is retired and cannot become ready");
    HostState.TRANSITIONS.require("host h1", HostState.READY, HostState.READY);
  }

  @Test
  void anOperationThatEndedChangesNoMore() {
    Arrays.stream(OperationState.values())
        .forEach(
            state ->
                assertThat(OperationState.TRANSITIONS.from(state).isEmpty())
                    .as(state.word())
                    .isEqualTo(state.ended()));
  }
}
