package dev.berth.starter;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.berth.registry.Registry;
import dev.berth.workflows.operation.Bounds;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The registry, through a small pool that waits neither for the database nor for its tables. The
 * role {@code berth_starter} may read all of it and write what operators' commands set.
 */
@Factory
final class RegistryFactory {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** So that a request hears 503 within about a second; a pooled connection is there at once. */
  private static final Duration GET = Duration.ofMillis(900);

  private static final Duration ALIVE = Duration.ofMillis(500);

  @Bean(preDestroy = "close")
  @Singleton
  HikariDataSource pool(Settings settings) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("registry");
    pool.setJdbcUrl(settings.registry().url());
    pool.setUsername(settings.registry().user());
    pool.setPassword(settings.registry().password());
    pool.setMaximumPoolSize(10);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(GET.toMillis());
    pool.setValidationTimeout(ALIVE.toMillis());
    pool.addDataSourceProperty("connectTimeout", CONNECT.toSeconds());
    pool.addDataSourceProperty("socketTimeout", Bounds.ANSWER.toSeconds());
    pool.setConnectionInitSql(Registry.LIMITS);
    pool.setInitializationFailTimeout(-1); // start without it
    return new HikariDataSource(pool);
  }

  @Singleton
  Registry registry(HikariDataSource pool, Settings settings) {
    return Registry.open(pool, settings.installation());
  }
}
