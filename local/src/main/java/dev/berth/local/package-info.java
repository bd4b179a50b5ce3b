/** Placeholder. */
package dev.berth.local;
