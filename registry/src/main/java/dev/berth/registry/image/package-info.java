/** Images that hosts boot from. */
package dev.berth.registry.image;
