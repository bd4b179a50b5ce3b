/** Cores and the slots that they hold. */
package dev.berth.registry.core;
