/** Hosts: the workflow that launches one, its messages, and the activities that it asks for. */
package dev.berth.workflows.host;
