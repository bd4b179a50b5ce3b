/** Hosts and their slots. */
package dev.berth.starter.host;
