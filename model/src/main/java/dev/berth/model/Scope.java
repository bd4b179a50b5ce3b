package dev.berth.model;

/** What an API key may be used for. A key has one or more of them; none includes another. */
public enum Scope implements Word {
  /** Lists and shows everything but secrets. */
  READ,
  /** Asks for cores, and follows what was asked for. */
  SIGNUP,
  /** Reads the API keys of cores. */
  CREDENTIALS,
  /** Steers operations, hosts, images, pools and regions. */
  OPERATOR,
  /** Creates and revokes keys of any scope. */
  ADMIN
}
