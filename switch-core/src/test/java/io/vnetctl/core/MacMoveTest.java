package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.HandClock;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchRig;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that two ports claim, 100,000 times a second for three seconds. */
class MacMoveTest {
  private static final int SECONDS = 3;
  private static final int MOVES_PER_SECOND = 100_000;

  private final HandClock clock = new HandClock();
  private final SwitchRig rig =
      new SwitchRig(clock, SwitchRig.config(8, false, false, SwitchRig.MAC));
  private final Station a = rig.plug(1);
  private final Station b = rig.plug(2);

  /** Persistence -1: each frame moves the address; 3: it stays where it is. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void logStaysBelowTenLinesASecond(int minPersistence) {
    rig.done(new Command.SetMinPersistence(minPersistence));
    a.device().refuse();
    b.device().refuse();
    byte[] frame = frame().from(1).bytes();
    for (int i = 0; i < SECONDS * MOVES_PER_SECOND; i++) {
      (i % 2 == 0 ? a : b).sends(frame);
      clock.advance(TimeUnit.SECONDS.toNanos(1) / MOVES_PER_SECOND, TimeUnit.NANOSECONDS);
    }
    assertTrue(rig.log().size() <= SECONDS, () -> "log: " + rig.log());
    assertTrue(rig.log().getLast().contains("more lines like it"), rig.log().getLast());
    assertEquals(1, rig.macs().size());
  }
}
