/** The inside of a simulated host: its folder, its processes and the programs on its PATH. */
package dev.berth.simulator.host;
