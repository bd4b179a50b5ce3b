/** Compares AWS, the registry and Temporal, and has done what the difference asks for. */
package dev.berth.activities.sweep;
