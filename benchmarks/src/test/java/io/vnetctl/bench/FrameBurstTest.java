package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameBurstTest {
  @Test
  void putsTagBehindAddresses() {
    Flow flow = Flow.plain(60).with(Tagging.TAGGED, Tagging.UNTAGGED);
    FrameBurst burst = FrameBurst.outgoing(Arena.ofAuto(), 1, 60, flow);
    assertEquals(
        "0200000000020200000000018100000588b5",
        HexFormat.of().formatHex(burst.frame(0).asSlice(0, 18).toArray(ValueLayout.JAVA_BYTE)));
  }

  @Test
  void findsStampsBehindTag() throws IOException {
    Flow flow = Flow.plain(60).with(Tagging.TAGGED, Tagging.TAGGED);
    List<FrameSocket> pair = FrameSocket.pair();
    try (Arena arena = Arena.ofConfined();
        FrameSocket sender = pair.getFirst();
        FrameSocket receiver = pair.getLast()) {
      FrameBurst outgoing = FrameBurst.outgoing(arena, 2, 60, flow);
      outgoing.stamp(1, 7, 8);
      assertEquals(1, sender.send(outgoing, 1, 1));
      FrameBurst incoming = new FrameBurst(arena, 2, 60, Tagging.TAGGED);
      assertEquals(1, receiver.receive(incoming));
      assertEquals(64, incoming.length(0));
      assertEquals(7, incoming.sequence(0));
      assertEquals(8, incoming.sentNs(0));
    }
  }
}
