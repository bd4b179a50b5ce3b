/** Placeholder. */
package dev.berth.activities;
