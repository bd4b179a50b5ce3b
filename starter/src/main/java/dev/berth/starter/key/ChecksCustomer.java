package dev.berth.starter.key;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * The route answers keys of some customers, too, although its path names none: it looks itself at
 * what it answers, by {@link Caller#mayAsk}.
 */
@Retention(RetentionPolicy.RUNTIME)
public @interface ChecksCustomer {}
