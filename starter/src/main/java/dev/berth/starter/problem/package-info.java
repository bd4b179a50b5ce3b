/** Everything that goes wrong, in one form. */
package dev.berth.starter.problem;
