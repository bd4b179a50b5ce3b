/** What is done to the outside world for a core. */
package dev.berth.activities.core;
