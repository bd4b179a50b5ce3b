/** What the sweep remembers between its passes. */
package dev.berth.registry.sweep;
