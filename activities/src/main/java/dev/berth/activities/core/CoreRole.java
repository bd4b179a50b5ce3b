package dev.berth.activities.core;

import java.util.List;

/**
 * A role on a database server.
 *
 * @param name the core id, if it is a core's
 * @param operations those that made it and adopted it, in order, as its comment lists them
 * @param database whether it owns a database of its name
 */
public record CoreRole(String name, List<String> operations, boolean database) {}
