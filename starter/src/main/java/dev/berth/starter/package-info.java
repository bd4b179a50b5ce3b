/** Placeholder. */
package dev.berth.starter;
