package dev.berth.registry.core;

/**
 * A database server and its budget.
 *
 * @param adminSecret the name under which the admin's user and password are kept
 * @param connectionBudget how many connections its cores may reserve together
 */
public record DatabaseServer(
    String name,
    String region,
    String host,
    int port,
    String adminSecret,
    int connectionBudget,
    int connectionsReserved) {}
