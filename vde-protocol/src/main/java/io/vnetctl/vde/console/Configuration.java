package io.vnetctl.vde.console;

import io.vnetctl.vde.Peer;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of a running switch, and the file that it was started with. The file is opened
 * with the filesystem identity of whoever asks. Switch thread only.
 */
public interface Configuration {
  /** The file; empty if the switch was started without. */
  Optional<String> file();

  /** What is so now, as a file has it; lines without their end. */
  List<String> print();

  /** What {@link #reload} would do, without doing it. */
  Result check(Optional<Peer> peer);

  /** Makes the switch what the file says, all of it or nothing. */
  Result reload(Optional<Peer> peer);

  /**
   * How it went.
   *
   * @param succeeded whether the file is good, and done if that was asked for
   * @param lines what changes and what waits for a restart; or what is wrong. Without their end
   */
  record Result(boolean succeeded, List<String> lines) {
    /** Keeps its own list. */
    public Result {
      lines = List.copyOf(lines);
    }
  }

  /** Of a switch about which nothing is known. */
  static Configuration none() {
    return new Configuration() {
      private static final Result NO_FILE =
          new Result(
              false,
              List.of(
                  "the switch was started without a configuration file; --config names one at its next start"));

      @Override
      public Optional<String> file() {
        return Optional.empty();
      }

      @Override
      public List<String> print() {
        return List.of();
      }

      @Override
      public Result check(Optional<Peer> peer) {
        return NO_FILE;
      }

      @Override
      public Result reload(Optional<Peer> peer) {
        return NO_FILE;
      }
    };
  }
}
