/** Temporal as the starter uses it: how it is reached, and what it knows about a run. */
package dev.berth.starter.temporal;
