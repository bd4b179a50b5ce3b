package dev.berth.client.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation did. Written by a worker, which may be newer than this starter.
 *
 * @param steps the steps that finished
 * @param skipped the steps that an operator skipped
 * @param undone the steps whose effect was taken back, in the order in which it happened
 * @param left what could not be taken back, and why
 * @param notes what else is worth knowing, such as the image that a host boots from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReceiptView(
    List<StepView> steps,
    @Nullable List<String> skipped,
    List<String> undone,
    List<Left> left,
    @Nullable List<String> notes) {
  /** Something that is still there. */
  public record Left(String step, String why) {}
}
