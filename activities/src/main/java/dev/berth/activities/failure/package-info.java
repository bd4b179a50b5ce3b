/** The failures that activities report. */
package dev.berth.activities.failure;
