/** Images: list, bake, promote, retire. */
package dev.berth.starter.image;
