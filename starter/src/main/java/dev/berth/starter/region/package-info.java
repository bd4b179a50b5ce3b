/** Regions: the brake. */
package dev.berth.starter.region;
