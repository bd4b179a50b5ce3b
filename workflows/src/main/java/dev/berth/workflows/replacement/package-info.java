/** The replacement of a host's instance, with the cores that live on it. */
package dev.berth.workflows.replacement;
