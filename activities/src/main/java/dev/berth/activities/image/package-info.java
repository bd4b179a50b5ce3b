/** What is done to the outside world for images. */
package dev.berth.activities.image;
