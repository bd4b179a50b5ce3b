/**
 * What an operator configures, as plain records: the worker reads them, the activities use them.
 */
package dev.berth.activities.settings;
