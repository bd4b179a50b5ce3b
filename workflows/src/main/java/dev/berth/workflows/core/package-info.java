/** Cores: the workflow that deploys one, its messages, and the activities that it asks for. */
package dev.berth.workflows.core;
