package io.vnetctl.cli.peers;

import io.vnetctl.tap.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How the tests call vde_plug and dpipe. */
final class VdePlug {
  private VdePlug() {}

  static void require() {
    Requirement.program("vde_plug", "vdeplug");
    Requirement.program("dpipe", "vdeplug");
  }

  /** vde_plug's name for a port of a switch. */
  static String port(SwitchProcess vde, int port) {
    return vde.folder() + "[" + port + "]";
  }

  /** vde_plug on a port, its frames on standard input and output; {@code prefix} goes before. */
  static PeerProcess start(List<String> prefix, SwitchProcess vde, int port) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("vde_plug", port(vde, port)));
    PeerProcess plug = PeerProcess.start(command);
    vde.awaitPortState(port, "ACTIVE");
    return plug;
  }

  /** A cable between the same port of two switches: two vde_plug, joined by dpipe. */
  static PeerProcess cable(SwitchProcess one, SwitchProcess other, int port) {
    PeerProcess cable =
        PeerProcess.start("dpipe", "vde_plug", port(one, port), "=", "vde_plug", port(other, port));
    one.awaitPortState(port, "ACTIVE");
    other.awaitPortState(port, "ACTIVE");
    return cable;
  }

  /** A frame in vde_plug's stream: two bytes of length, high byte first, then the frame. */
  static byte[] inStream(byte[] frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream stream = new DataOutputStream(bytes);
    stream.writeShort(frame.length);
    stream.write(frame);
    return bytes.toByteArray();
  }
}
