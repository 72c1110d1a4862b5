package io.vnetctl.core;

import io.vnetctl.core.frame.MacAddress;
import java.util.function.Consumer;

/**
 * Logs addresses that are seen on another port than before: often a loop or a duplicate address.
 * One line a second at most, with the number of those left out.
 */
final class MoveLog {
  private final Consumer<String> log;
  private int lastSecond = -1;
  private long leftOut;

  MoveLog(Consumer<String> log) {
    this.log = log;
  }

  void moved(long mac, int vlan, int port, int now) {
    if (now == lastSecond) {
      leftOut++;
      return;
    }
    lastSecond = now;
    String others = leftOut == 0 ? "" : " (and " + leftOut + " more moves since the last line)";
    leftOut = 0;
    log.accept(
        "MAC " + new MacAddress(mac) + " VLAN " + vlan + " is seen on port " + port + others);
  }
}
