/** The warm pool. */
package dev.berth.activities.pool;
