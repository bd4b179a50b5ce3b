package dev.berth.starter.pool;

import dev.berth.registry.host.PoolRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Properties;

/** List prices, for orientation: discounts and other regions differ. */
final class Prices {
  private static final BigDecimal HOURS = BigDecimal.valueOf(730);

  private final Properties prices = new Properties();

  Prices() {
    try (InputStream file = Prices.class.getResourceAsStream("prices.properties")) {
      prices.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a full pool costs in a month, in US dollars, if the type's price is known. */
  Optional<BigDecimal> perMonth(PoolRecord pool) {
    return price(pool.instanceType())
        .map(
            hour -> {
              BigDecimal disk = price("disk-month").orElseThrow();
              BigDecimal address = price("address-hour").orElseThrow();
              BigDecimal running = hour.add(address).multiply(HOURS).add(disk);
              return running
                  .multiply(BigDecimal.valueOf(pool.running()))
                  .add(disk.multiply(BigDecimal.valueOf(pool.stopped())))
                  .setScale(2, RoundingMode.HALF_UP);
            });
  }

  private Optional<BigDecimal> price(String key) {
    return Optional.ofNullable(prices.getProperty(key)).map(BigDecimal::new);
  }
}
