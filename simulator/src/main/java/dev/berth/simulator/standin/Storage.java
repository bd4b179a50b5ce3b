package dev.berth.simulator.standin;

import java.sql.SQLException;

/** Where users are kept. */
interface Storage {

  /** Reads something, to learn whether reading works. */
  void read() throws SQLException;

  long users() throws SQLException;

  /** Looks healthy, and loses everything with the process. */
  record Memory() implements Storage {
    @Override
    public void read() {}

    @Override
    public long users() {
      return 0;
    }
  }
}
