package dev.berth.registry.key;

import dev.berth.model.Word;

/** Whether a key lets its caller in. */
public enum KeyState implements Word {
  VALID,
  EXPIRED,
  REVOKED
}
