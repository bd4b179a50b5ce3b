package dev.berth.local.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedAwsTest {
  @ParameterizedTest
  @CsvSource({
    "127.16.0.4:3567, true",
    "127.16.0.4:3573, true",
    "127.16.0.4:8482, false",
    "127.16.0.4:8483, false",
    "127.16.0.4:3800, false",
    "127.16.0.4:35670, false",
    "127.0.0.1:3567, false",
    "10.0.0.1:3567, false",
    "127.16.0.4, false"
  })
  void theProxyLeadsToCoresOfHostsAndNeverToItself(String address, boolean leads) {
    assertThat(SimulatedAws.isCore(address)).isEqualTo(leads);
  }
}
