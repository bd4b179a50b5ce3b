/** Lists, a page at a time. */
package dev.berth.starter.page;
