/**
 * A whole Berth on this machine: Temporal, PostgreSQL, the AWS simulator, a worker, a starter and
 * the proxy.
 */
package dev.berth.local.world;
