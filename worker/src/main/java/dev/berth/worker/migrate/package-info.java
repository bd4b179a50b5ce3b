/** {@code berth migrate}: the registry's tables, under the role that owns them. */
package dev.berth.worker.migrate;
