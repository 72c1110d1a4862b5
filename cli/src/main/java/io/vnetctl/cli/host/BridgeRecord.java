package io.vnetctl.cli.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that tells of a bridge which was made here and stays when its switch is cancelled: which
 * NIC it has its addresses from.
 */
record BridgeRecord(StateFile file) {
  private static final String TITLE = "vnetctl bridge 1";

  private static final String BRIDGE = "bridge ";

  /** Title and bridge; the lines of the NIC's snapshot follow. */
  private static final int HEAD_LINES = 2;

  static BridgeRecord at(Path file) {
    return new BridgeRecord(new StateFile(file));
  }

  /** Empty if the bridge was not made here, or the file cannot be understood. */
  Optional<Effect.Bridge> read() throws IOException {
    List<String> lines = file.read().orElse(List.of());
    boolean isRecord =
        lines.size() >= HEAD_LINES
            && lines.getFirst().equals(TITLE)
            && lines.get(1).startsWith(BRIDGE)
            && lines.stream().skip(HEAD_LINES).allMatch(line -> line.startsWith(" "));
    if (!isRecord) {
      return Optional.empty();
    }
    List<String> snapshot = lines.stream().skip(HEAD_LINES).map(line -> line.substring(1)).toList();
    try {
      return Optional.of(JournalText.bridge(lines.get(1).substring(BRIDGE.length()), snapshot));
    } catch (IllegalArgumentException garbled) {
      return Optional.empty();
    }
  }

  void write(Effect.Bridge bridge) throws IOException {
    List<String> lines = new ArrayList<>(List.of(TITLE));
    lines.addAll(JournalText.lines(bridge));
    file.write(lines);
  }

  void delete() throws IOException {
    file.delete();
  }
}
