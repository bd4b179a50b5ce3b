/** API keys of the starter. */
package dev.berth.registry.key;
