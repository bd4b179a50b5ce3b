/** The event log, to be followed. */
package dev.berth.starter.event;
