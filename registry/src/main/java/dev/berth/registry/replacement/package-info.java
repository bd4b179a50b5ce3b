/** Hosts that move to another instance, with their cores. */
package dev.berth.registry.replacement;
