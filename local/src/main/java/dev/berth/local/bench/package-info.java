/** How long a core takes to be ready, by way, next to the way of the story. */
package dev.berth.local.bench;
