/** Statements on the registry's database. */
package dev.berth.registry.sql;
