/** Where API keys are kept; read when somebody asks, and never remembered. */
package dev.berth.starter.secret;
