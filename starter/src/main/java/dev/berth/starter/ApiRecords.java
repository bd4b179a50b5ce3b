package dev.berth.starter;

import io.micronaut.serde.annotation.SerdeImport;

/** Tells Micronaut to read and write the API's records, which know nothing of Micronaut. */
@SerdeImport(packageName = "dev.berth.client.api")
final class ApiRecords {
  private ApiRecords() {}
}
