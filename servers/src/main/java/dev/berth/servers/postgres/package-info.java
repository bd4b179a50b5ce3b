/** A real PostgreSQL server on this machine, whose promises hold over a SIGKILL. */
package dev.berth.servers.postgres;
