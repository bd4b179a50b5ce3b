/**
 * The real Temporal server on this machine: got hold of once, then started, killed and restarted.
 */
package dev.berth.servers.temporal;
