/** Operations: what the registry remembers, joined with what Temporal knows while they run. */
package dev.berth.starter.operation;
