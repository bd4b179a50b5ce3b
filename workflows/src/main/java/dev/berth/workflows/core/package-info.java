/** Operations on cores: their workflows, messages and activities. */
package dev.berth.workflows.core;
