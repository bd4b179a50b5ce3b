package dev.berth.worker.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.worker.doctor.Finding.Level;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Findings as they are told: a line each, or JSON.
 *
 * @param hinders how many of them keep Berth from working
 */
public record Report(long hinders, List<Finding> findings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of these findings. */
  public static Report of(List<Finding> findings) {
    return new Report(
        findings.stream().filter(finding -> finding.level() == Level.PROBLEM).count(), findings);
  }

  /** What another process wrote with {@link #json}. */
  public static Report read(String json) throws JsonProcessingException {
    return JSON.readValue(json, Report.class);
  }

  /** For a script: 0 when nothing hinders. */
  public int exitCode() {
    return hinders == 0 ? 0 : 1;
  }

  /** For programs. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of strings", e);
    }
  }

  /** For people. */
  public String text() {
    return findings.stream().map(Report::line).collect(Collectors.joining("\n"))
        + (hinders == 0 ? "\nNothing hinders." : "\nWhat hinders: %d".formatted(hinders));
  }

  private static String line(Finding finding) {
    String level =
        finding.level() == Level.PROBLEM
            ? finding.level().name()
            : finding.level().name().toLowerCase(Locale.ROOT);
    String remedy = finding.remedy() == null ? "" : "  -> " + finding.remedy();
    return "%-8s %-15s %s%s".formatted(level, finding.subject(), finding.message(), remedy);
  }
}
