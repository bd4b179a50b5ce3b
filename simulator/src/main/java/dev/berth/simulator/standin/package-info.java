/** A small server that stands for a customer's core: same start contract, same health answers. */
package dev.berth.simulator.standin;
