/** The sweep: what AWS and the registry say about each other, and what is done about it. */
package dev.berth.workflows.sweep;
