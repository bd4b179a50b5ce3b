/** What an installation has left behind, seen from outside: for tests, the demo and chaos runs. */
package dev.berth.audit;
