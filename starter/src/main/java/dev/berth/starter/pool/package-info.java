/** Warm pools. */
package dev.berth.starter.pool;
