/** Berth on the command line. */
package dev.berth.cli;
