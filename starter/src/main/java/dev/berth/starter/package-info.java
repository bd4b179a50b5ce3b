/** The door: what starts the HTTP API, and what it is configured with. */
package dev.berth.starter;
