/**
 * One thing done to the outside world each. Every activity may run twice: the second time is
 * harmless.
 */
package dev.berth.activities;
