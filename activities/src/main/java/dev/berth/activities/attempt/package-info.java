/** What an attempt at an activity may do. */
package dev.berth.activities.attempt;
