/** What the API says of itself: its index, and its description. */
package dev.berth.starter.openapi;
