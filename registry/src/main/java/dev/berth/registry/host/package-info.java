/** Hosts, and the pools that have no capacity just now. */
package dev.berth.registry.host;
