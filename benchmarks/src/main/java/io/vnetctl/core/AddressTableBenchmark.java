package io.vnetctl.core;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The address table, full of addresses that are asked for in turns. */
@State(Scope.Thread)
public class AddressTableBenchmark {
  private static final long FIRST = 0x0200_1000_0000L;
  private static final int PORT = 3;

  /** Addresses in the table. */
  @Param({"1000", "10000", "60000"})
  public int addresses;

  private final MacTable table =
      new MacTable(128, MacTable.MAX_ENTRIES, 1, new EventHub(line -> {}));
  private int next;

  /** Fills the table. */
  @Setup
  public void fill() {
    for (int i = 0; i < addresses; i++) {
      table.learn(FIRST + i, 0, PORT, MacTable.NO_LIMIT, 0);
    }
  }

  /** Notes an address that is known. */
  @Benchmark
  public Object learnKnown() {
    return table.learn(address(), 0, PORT, MacTable.NO_LIMIT, 0);
  }

  /** Finds an address. */
  @Benchmark
  public int lookup() {
    return table.lookup(address(), 0, 0);
  }

  private long address() {
    next = next + 1 == addresses ? 0 : next + 1;
    return FIRST + next;
  }
}
