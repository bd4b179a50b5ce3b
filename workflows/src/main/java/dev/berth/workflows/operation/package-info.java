/**
 * What every operation shares: steps with their undo, progress, receipts, failure types, timeouts
 * and names.
 */
package dev.berth.workflows.operation;
