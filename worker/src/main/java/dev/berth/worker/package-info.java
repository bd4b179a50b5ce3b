/** The process that runs workflows and activities: configuration, wiring, health. */
package dev.berth.worker;
