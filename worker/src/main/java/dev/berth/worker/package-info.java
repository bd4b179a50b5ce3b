/** Placeholder. */
package dev.berth.worker;
