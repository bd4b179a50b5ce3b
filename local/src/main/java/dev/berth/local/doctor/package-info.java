/**
 * What this machine has of what a first run needs; the installation is examined by the worker's own
 * doctor.
 */
package dev.berth.local.doctor;
