/** The words that every module shares. Pure Java: this package depends on nothing. */
package dev.berth.model;
