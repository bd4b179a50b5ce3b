package dev.berth.local.matrix;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.ParameterStore;
import dev.berth.activities.aws.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store of its own for every region: no cell waits for the pace of another one's writes. */
final class SecretsByRegion implements SecretStore {
  private final Map<String, SecretStore> stores = new ConcurrentHashMap<>();
  private final AwsClients aws;

  SecretsByRegion(AwsClients aws) {
    this.aws = aws;
  }

  private SecretStore of(String region) {
    return stores.computeIfAbsent(region, _ -> new ParameterStore(aws));
  }

  @Override
  public void create(
      String region, String name, Map<String, String> fields, Map<String, String> owner) {
    of(region).create(region, name, fields, owner);
  }

  @Override
  public Optional<Map<String, String>> find(String region, String name) {
    return of(region).find(region, name);
  }

  @Override
  public void delete(String region, String name) {
    of(region).delete(region, name);
  }
}
