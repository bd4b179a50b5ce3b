/** Reads API keys from the secret store at each request; they are never cached. */
package dev.berth.starter.secret;
