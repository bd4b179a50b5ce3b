/** Histories of runs: downloaded from a server, and replayed against today's code. */
package dev.berth.local.histories;
