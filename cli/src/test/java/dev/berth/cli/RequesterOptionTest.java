package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequesterOptionTest {
  @Test
  void aUserWhoseNameIsBerthsOwnIsToldApartFromIt() {
    assertThat(RequesterOption.ofUser("berth")).isEqualTo("berth-user");
    assertThat(RequesterOption.ofUser("upkeep")).isEqualTo("upkeep-user");
    assertThat(RequesterOption.ofUser("ada")).isEqualTo("ada");
  }
}
