/**
 * {@code ./berth chaos}: many deployments in a world where workers, the starter, PostgreSQL and
 * Temporal are killed and AWS misbehaves, by a schedule that a seed repeats; and the count
 * afterwards.
 */
package dev.berth.local.chaos;
