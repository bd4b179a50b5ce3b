/** Operations with their receipts. */
package dev.berth.registry.operation;
