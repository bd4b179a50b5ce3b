package dev.berth.simulator.account;

/** A bucket of tokens that fills steadily up to its size. */
final class TokenBucket {

  private final double size;
  private final double perSecond;
  private double tokens;
  private long filledAt;

  TokenBucket(double size, double perSecond, long nanoTime) {
    this.size = size;
    this.perSecond = perSecond;
    this.tokens = size;
    this.filledAt = nanoTime;
  }

  /** Takes so many tokens, or none if there are fewer. */
  synchronized boolean take(int wanted, long nanoTime) {
    long now = Math.max(nanoTime, filledAt);
    tokens = Math.min(size, tokens + (now - filledAt) / 1e9 * perSecond);
    filledAt = now;
    if (tokens < wanted) {
      return false;
    }
    tokens -= wanted;
    return true;
  }
}
