package io.vnetctl.vde.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A recorded conversation of a real client and VDE's switch on the control socket. */
record CtlDump(byte[] request, byte[] reply) {

  static CtlDump of(String name) throws IOException {
    try (InputStream in = CtlDump.class.getResourceAsStream("ctl-" + name + ".txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new CtlDump(
          section(text, "== client -> switch, control connection"),
          section(text, "== switch -> client, control connection"));
    }
  }

  private static byte[] section(String text, String title) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    text.substring(text.indexOf(title))
        .lines()
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .map(line -> line.substring(10, line.indexOf('|')).strip())
        .map(HexFormat.ofDelimiter(" ")::parseHex)
        .forEach(octets::writeBytes);
    return octets.toByteArray();
  }
}
