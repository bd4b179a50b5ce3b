package dev.berth.activities.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.activities.OnDatabaseServer;
import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Receipt;
import dev.berth.workflows.operation.Ending;
import org.junit.jupiter.api.Test;

class OperationsActivitiesTest extends OnDatabaseServer {
  @Test
  void aSlotThatALateAttemptTookAfterTheCompensationIsFreeWhenTheOperationIsClosed() {
    place("op-1");

    close(OperationState.UNWOUND);

    assertThat(registry.placements().find("op-1")).isEmpty();
    assertThat(registry.cores().list()).isEmpty();
  }

  @Test
  void aHostThatALateAttemptClaimedAfterTheCompensationIsGivenUpWhenTheOperationIsClosed() {
    String host = place("op-0").placement().hostId();
    registry(
        """
        INSERT INTO operations (id, workflow_id, kind, region, plan, requester, request_id, state, host_id)
        SELECT 'op-1', 'replace', 'replace-host', region, plan, requester, request_id, state, '%1$s'
        FROM operations;
        UPDATE hosts SET replaced_by = 'op-1' WHERE id = '%1$s'
        """
            .formatted(host));

    close(OperationState.UNWOUND);

    assertThat(registry.hosts().find(host).orElseThrow().replacedBy()).isNull();
  }

  @Test
  void aSlotInWhichSomethingWasLeftIsKept() {
    place("op-1");

    close(OperationState.LEFT);

    assertThat(registry.placements().find("op-1")).isPresent();
  }

  private void close(OperationState state) {
    new OperationsActivities(context)
        .close(new Ending("op-1", state, FailureType.CANCELLED, "cancelled", Receipt.EMPTY));
  }
}
