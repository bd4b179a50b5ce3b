/** The append-only log of every change. */
package dev.berth.registry.event;
