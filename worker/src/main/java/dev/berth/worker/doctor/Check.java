package dev.berth.worker.doctor;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A look at one thing, which knows nothing of the other checks.
 *
 * @param subject the thing, for when the look itself fails
 * @param look what it comes to; it may fail, and it may be interrupted
 */
public record Check(String subject, Callable<List<Finding>> look) {}
