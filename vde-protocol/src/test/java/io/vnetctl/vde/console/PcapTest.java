package io.vnetctl.vde.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PcapTest {
  @Test
  void beginsWithMagicVersionLongestFrameAndLinkType() {
    assertEquals(
        "d4c3b2a1" + "02000400" + "00000000" + "00000000" + "00000400" + "01000000",
        hex(Pcap.fileHeader()));
  }

  @Test
  void recordsTimeInMicrosecondsAndLengthTwice() {
    assertEquals(
        "c95e046b" + "00590a00" + "11000000" + "11000000",
        hex(Pcap.recordHeader(Instant.ofEpochSecond(0x6b045ec9L, 0x0a5900 * 1000L + 999), 17)));
  }

  @Test
  void secondsAreUnsigned() {
    assertEquals(
        "ffffffff",
        hex(Pcap.recordHeader(Instant.ofEpochSecond(0xffff_ffffL), 60)).substring(0, 8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
