/** API keys: what they let a caller do, and the routes that make and end them. */
package dev.berth.starter.key;
