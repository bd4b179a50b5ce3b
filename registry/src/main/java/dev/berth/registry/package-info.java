/** Placeholder. */
package dev.berth.registry;
