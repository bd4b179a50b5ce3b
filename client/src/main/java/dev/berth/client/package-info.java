/**
 * The Java client, for signup services and other programs. {@link dev.berth.client.BerthClient} is
 * the whole of it; it brings no framework.
 */
package dev.berth.client;
