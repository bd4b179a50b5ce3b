/** Transactions that change rows and log events. */
package dev.berth.registry.change;
