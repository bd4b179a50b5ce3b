/**
 * Berth from Java: what a signup service uses. {@link dev.berth.client.BerthClient} is the whole of
 * it; it brings no framework.
 */
package dev.berth.client;
