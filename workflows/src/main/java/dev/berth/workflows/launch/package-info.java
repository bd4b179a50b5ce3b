/**
 * Starts operations and finds out what became of them, on behalf of starter, activities and worker.
 * Workflow code never uses it.
 */
package dev.berth.workflows.launch;
