package dev.berth.client.api;

import java.util.List;

/**
 * The answer to a request for both of a customer's cores.
 *
 * @param cores the development core first, then the production core; each as if it had been asked
 *     for alone: ready (no operation), accepted (with its operation) or refused (with a problem)
 */
public record CustomerReport(String customer, List<CoreReport> cores) {}
