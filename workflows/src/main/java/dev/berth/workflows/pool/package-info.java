/** The warm pool: hosts that are there before a core needs them. */
package dev.berth.workflows.pool;
