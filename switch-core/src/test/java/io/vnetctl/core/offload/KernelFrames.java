package io.vnetctl.core.offload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a kernel gave to a TAP with IFF_VNET_HDR, and what it made of that itself. */
record KernelFrames(String name, byte[] header, byte[] frame, List<byte[]> made) {

  static List<KernelFrames> all() {
    List<KernelFrames> all = new ArrayList<>();
    for (String line : lines()) {
      String[] words = line.strip().split(" ");
      if (line.startsWith(" ")) {
        all.getLast().made.add(HexFormat.of().parseHex(words[0]));
      } else if (!line.startsWith("#")) {
        byte[] header = HexFormat.of().parseHex(words[1]);
        byte[] frame = HexFormat.of().parseHex(words[2]);
        all.add(new KernelFrames(words[0], header, frame, new ArrayList<>()));
      }
    }
    return all;
  }

  static List<KernelFrames> superFrames() {
    return all().stream().filter(it -> it.header[1] != 0).toList();
  }

  private static List<String> lines() {
    try (InputStream in = KernelFrames.class.getResourceAsStream("kernel-frames.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
