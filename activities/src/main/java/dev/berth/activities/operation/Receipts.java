package dev.berth.activities.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.model.Receipt;

/** Receipts as the registry keeps them. */
public final class Receipts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Receipts() {}

  /** JSON of a receipt: {@code steps}, {@code undone}, {@code left}. */
  public static String json(Receipt receipt) {
    try {
      return JSON.writeValueAsString(receipt);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt is made of strings and numbers", e);
    }
  }
}
