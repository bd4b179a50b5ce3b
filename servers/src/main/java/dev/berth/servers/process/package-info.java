/** Programs of this machine: found, run, kept as children of ours, and never left behind. */
package dev.berth.servers.process;
