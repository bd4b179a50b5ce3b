/**
 * {@code ./berth demo}: the story that Berth grew from, deployed before your eyes, with a worker
 * killed on the way.
 */
package dev.berth.local.demo;
