package io.vnetctl.core;

import static io.vnetctl.core.twin.FrameBuilder.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.twin.Station;
import io.vnetctl.core.twin.SwitchWeb;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broadcast goes round a loop that nobody breaks, until storm control lets no more of it in. */
class LoopWithoutSpanningTreeTest {
  private static final int RATE = 20;
  private static final int WITHOUT_END = 20_000;

  private static SwitchWeb twoSwitchesWithTwoCables(long seed) {
    SwitchWeb web = new SwitchWeb(2, seed);
    web.at(0).done(new Command.SetStp(false));
    web.at(1).done(new Command.SetStp(false));
    web.join(0, 1, 1, 1);
    web.join(0, 2, 1, 2);
    return web;
  }

  @Test
  void broadcastGoesRoundForEver() {
    SwitchWeb web = twoSwitchesWithTwoCables(1);
    web.at(0).plug(7).sends(frame().bytes());
    assertThrows(AssertionError.class, () -> web.settle(WITHOUT_END));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void stormControlOfOneSwitchEndsIt(long seed) {
    SwitchWeb web = twoSwitchesWithTwoCables(seed);
    Station host = web.at(0).plug(7);
    web.at(0).done(new Command.SetFloodLimit(OptionalInt.empty(), RATE));
    for (int second = 0; second < 5; second++) {
      host.received();
      host.sends(frame().bytes());
      web.settle(WITHOUT_END);
      assertTrue(host.received().size() <= 2 * RATE, "a host hears at most what two ports take");
      web.pass(1, WITHOUT_END);
    }
  }

  @Test
  void loopOfTwoPortsOfOneSwitchIsEndedToo() {
    SwitchWeb web = new SwitchWeb(1, 1);
    web.at(0).done(new Command.SetStp(false));
    web.join(0, 1, 0, 2);
    web.join(0, 3, 0, 4);
    Station host = web.at(0).plug(7);
    host.sends(frame().bytes());
    assertThrows(AssertionError.class, () -> web.settle(WITHOUT_END));
    web.at(0).done(new Command.SetFloodLimit(OptionalInt.empty(), RATE));
    host.received();
    web.settle(100 * WITHOUT_END);
    assertEquals(4 * RATE, host.received().size());
  }
}
