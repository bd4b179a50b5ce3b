/** The commands around a world of this checkout: start it, look at it, end it. */
package dev.berth.local.up;
