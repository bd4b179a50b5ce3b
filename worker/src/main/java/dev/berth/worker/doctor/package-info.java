/** What an installation needs, looked at from outside and without changing anything. */
package dev.berth.worker.doctor;
