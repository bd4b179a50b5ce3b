/** Images: baked once, proven, kept, retired. */
package dev.berth.workflows.image;
