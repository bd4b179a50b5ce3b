/** Cores: asked for, shown, listed. */
package dev.berth.starter.core;
