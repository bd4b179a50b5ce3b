/** Placeholder. */
package dev.berth.workflows;
