/** The sweep, by hand. */
package dev.berth.starter.sweep;
