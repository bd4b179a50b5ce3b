/**
 * The AWS side that all activities share: clients, error classification, the shared poll, scripts
 * on hosts, secrets.
 */
package dev.berth.activities.aws;
