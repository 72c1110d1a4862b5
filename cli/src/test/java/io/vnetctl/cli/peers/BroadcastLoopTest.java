package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two switches with two cables and no spanning tree: a broadcast goes round without end. */
final class BroadcastLoopTest {
  private static final int HOST = 5;
  private static final int STORM = 20_000;
  private static final int ANSWERS = 200;
  private static final int RATE = 10;

  @TempDir Path folder;

  @Test
  void consolesAnswerInAStormAndAFloodLimitEndsIt() throws IOException {
    VdePlug.require();
    try (SwitchProcess one = SwitchProcess.start(folder, "one");
        SwitchProcess other = SwitchProcess.start(folder, "other");
        PeerProcess first = VdePlug.cable(one, other, 1);
        PeerProcess second = VdePlug.cable(one, other, 2);
        Plug host = Plug.connect(one, HOST)) {
      host.send(Frames.frame(Frames.BROADCAST, "02:00:00:00:00:01", "round and round"));
      Eventually.await(
          () -> heard(one) > STORM, () -> "no storm: " + first + second + one.ask("port/counters"));
      for (int i = 0; i < ANSWERS; i++) {
        heard(one);
        PromptCounter.of(other, 1, "out_frames");
      }

      one.succeed("port/floodlimit all " + RATE);

      Eventually.await(() -> isCalm(one), () -> "it storms on: " + one.ask("port/counters"));
      assertTrue(PromptCounter.of(one, 1, "in_flood_limit") > 0, () -> one.ask("port/counters"));
      one.stop();
      other.stop();
    }
  }

  /** Frames that the host got. */
  private static long heard(SwitchProcess vde) {
    return PromptCounter.of(vde, HOST, "out_frames");
  }

  /** What the limit dropped does not come back: after a second's worth nothing goes round. */
  private static boolean isCalm(SwitchProcess vde) {
    long before = heard(vde);
    for (int i = 0; i < ANSWERS; i++) {
      heard(vde);
    }
    return heard(vde) == before;
  }
}
