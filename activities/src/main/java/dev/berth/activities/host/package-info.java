/** What is done to the outside world for a host. */
package dev.berth.activities.host;
