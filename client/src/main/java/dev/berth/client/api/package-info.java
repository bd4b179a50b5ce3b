/**
 * The words of the HTTP API, as the starter writes them and the client reads them. Times are RFC
 * 3339 in UTC. What is unknown or does not apply is left out.
 */
package dev.berth.client.api;
