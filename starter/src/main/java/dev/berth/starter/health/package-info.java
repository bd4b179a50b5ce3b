/**
 * Whether the starter lives ({@code /health/liveness}) and whether what it needs is there ({@code
 * /health/readiness}), for its supervisor.
 */
package dev.berth.starter.health;
