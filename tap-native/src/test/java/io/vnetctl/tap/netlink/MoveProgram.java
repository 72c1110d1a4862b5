package io.vnetctl.tap.netlink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Moves eth0 into br0 and back, as a program of its own that is watched from outside. Looks for
 * files that do not exist to say where it is.
 */
final class MoveProgram {
  static final String BEGIN = "/marks-the-begin-of-the-move";
  static final String END = "/marks-the-end-of-the-move";

  private MoveProgram() {}

  public static void main(String[] arguments) throws Exception {
    Instant now = Instant.EPOCH;
    try (Rtnetlink rtnetlink = Rtnetlink.open()) {
      NicSnapshot snapshot = NicSnapshot.take(rtnetlink, "eth0", now);
      LinkState nic = snapshot.nic();
      rtnetlink.createBridge(new NewBridge("br0", Mover.BRIDGE_INDEX, nic.mac(), nic.mtu()));
      LinkState bridge = rtnetlink.link("br0").orElseThrow();
      try (NicMove move = NicMove.prepare(snapshot, bridge, false);
          NicRestore restore = NicRestore.prepare(snapshot, bridge.index(), "br0", now)) {
        mark(BEGIN);
        move.apply();
        mark(END);
        mark(BEGIN);
        restore.apply();
        mark(END);
      }
    }
  }

  private static void mark(String place) {
    if (Files.exists(Path.of(place))) {
      throw new IllegalStateException(place);
    }
  }
}
