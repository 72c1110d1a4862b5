package io.vnetctl.cli.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file that tells of a bridge which was made here and stays when its switch is cancelled: which
 * NIC it has its addresses from.
 */
record BridgeRecord(StateFile file) {
  private static final String TITLE = "vnetctl bridge 1";

  static BridgeRecord at(Path file) {
    return new BridgeRecord(new StateFile(file));
  }

  /** Empty if the bridge was not made here, or the file cannot be understood. */
  Optional<Effect.Bridge> read() throws IOException {
    Optional<List<String>> lines = file.read();
    if (lines.isEmpty() || lines.get().size() < 2 || !lines.get().getFirst().equals(TITLE)) {
      return Optional.empty();
    }
    List<String> snapshot =
        lines.get().subList(2, lines.get().size()).stream().map(line -> line.substring(1)).toList();
    return Optional.of(
        JournalText.bridge(lines.get().get(1).substring("bridge ".length()), snapshot));
  }

  void write(Effect.Bridge bridge) throws IOException {
    List<String> lines = new java.util.ArrayList<>(List.of(TITLE));
    lines.addAll(JournalText.lines(bridge));
    file.write(lines);
  }

  void delete() throws IOException {
    file.delete();
  }
}
