/** The PostgreSQL database that knows every core, host and operation of one installation. */
package dev.berth.registry;
