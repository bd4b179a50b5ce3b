package dev.berth.starter;

import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreStore.Registration;
import dev.berth.registry.core.PlaceCommand;
import dev.berth.registry.core.Placed;
import dev.berth.registry.core.PlacementRecord;
import dev.berth.registry.operation.Operation;

/** The registry, written as a worker writes it. */
public record RegistryOfTest(Registry registry) {
  private static final String RECEIPT =
      """
      {"steps": [{"step": "place", "millis": 40, "waitedForAws": false}], "undone": ["place"],
       "left": [{"step": "start", "why": "the host does not answer"}], "added": "by a newer worker"}
      """;

  /** Places a development core for an operation. */
  public PlacementRecord place(String operationId, String customer) {
    return place(operationId, customer, "development", 7);
  }

  /** Places a core, on a host with so many slots if a new one is needed. */
  PlacementRecord place(String operationId, String customer, String environment, int slots) {
    Operation operation =
        Operation.running(
                operationId,
                "core/" + customer + "/" + environment,
                "deploy-core",
                "us-east-1",
                environment.equals("production") ? "dedicated" : "packed",
                "test",
                "r-" + customer)
            .onCore(customer, environment);
    String coreId = "c-" + customer + (environment.equals("production") ? "-p" : "");
    PlaceCommand command = new PlaceCommand(operation, coreId, slots, 1, "core:10.1", 256);
    return ((Placed.Slot) registry.placements().place(command)).placement();
  }

  /** Deploys a development core. */
  public void deploy(String operationId, String customer) {
    register(operationId, place(operationId, customer));
  }

  /** Deploys a production core. */
  void deployProduction(String operationId, String customer) {
    register(operationId, place(operationId, customer, "production", 1));
  }

  private void register(String operationId, PlacementRecord placed) {
    registry
        .cores()
        .register(
            operationId,
            placed.coreId(),
            placed.generation(),
            new Registration(
                "http://" + placed.coreId() + ".test",
                placed.hostId() + ":" + (3567 + placed.slot()),
                "10.1",
                "/berth/" + placed.coreId()),
            null);
  }

  /** Fails to deploy a development core. */
  public void fail(String operationId, String customer) {
    place(operationId, customer);
    registry.placements().quarantine(operationId);
    registry.operations().close(operationId, "left", "script-failed", "the image is gone", RECEIPT);
  }
}
