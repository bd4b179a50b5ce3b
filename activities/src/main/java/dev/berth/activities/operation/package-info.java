/** Closing operations, and giving every failure its type. */
package dev.berth.activities.operation;
