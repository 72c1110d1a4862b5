package io.vnetctl.cli;

import io.vnetctl.cli.getopt.NumberScanner;
import io.vnetctl.cli.getopt.OptionParser;
import io.vnetctl.cli.getopt.Token;
import io.vnetctl.tap.PersistentDevice;
import io.vnetctl.tap.TapDevice;
import io.vnetctl.tap.TunKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The command line of vde_tunctl (spec, VDE command line, chapter 3), for one parse. The last of an
 * option given twice counts.
 */
final class TunctlCommandLine {
  /** Highest number of an account: 2^32 - 1 means none (chown(2)). */
  private static final long MAX_ID = 0xffff_fffeL;

  private static final OptionParser<TunctlOption> OPTIONS =
      new OptionParser<>(Stream.of(TunctlOption.values()).map(TunctlOption::option).toList());

  private final String program;
  private final Function<String, OptionalLong> uidOf;
  private final Function<String, OptionalLong> gidOf;

  private boolean brief;
  private boolean remove;
  private boolean tun;
  private String name = "";
  private Path cloneDevice = TapDevice.CLONE_DEVICE;
  private OptionalLong owner = OptionalLong.empty();
  private OptionalLong group = OptionalLong.empty();

  /**
   * Nothing read yet.
   *
   * @param program name that complaints of options begin with
   * @param uidOf number of a user by name
   * @param gidOf number of a group by name
   */
  TunctlCommandLine(
      String program, Function<String, OptionalLong> uidOf, Function<String, OptionalLong> gidOf) {
    this.program = program;
    this.uidOf = uidOf;
    this.gidOf = gidOf;
  }

  /** Reads all words; the first fault ends it. */
  TunctlRequest parse(List<String> words) {
    for (Token<TunctlOption> token : OPTIONS.parse(words)) {
      Optional<String> complaint = take(token);
      if (complaint.isPresent()) {
        return new TunctlRequest.Unclear(complaint.get());
      }
    }
    TunKind kind = tun || name.startsWith("tun") ? TunKind.TUN : TunKind.TAP;
    PersistentDevice device = new PersistentDevice(cloneDevice, kind, cut(name));
    return remove
        ? new TunctlRequest.Remove(device)
        : new TunctlRequest.Create(device, owner, group, brief);
  }

  /** Returns a complaint, empty text where there is nothing to add to the usage. */
  private Optional<String> take(Token<TunctlOption> token) {
    return switch (token) {
      case Token.Given<TunctlOption>(TunctlOption option, String value) -> take(option, value);
      case Token.Faulty<TunctlOption> faulty -> Optional.of(program + ": " + faulty.complaint());
      case Token.Operand<TunctlOption> _ -> Optional.of("");
    };
  }

  private Optional<String> take(TunctlOption option, String value) {
    switch (option) {
      case BRIEF -> brief = true;
      case TUN -> tun = true;
      case CLONE_DEVICE -> cloneDevice = Path.of(value);
      case NAME -> name = value;
      case REMOVE -> {
        remove = true;
        name = value;
      }
      case USER -> {
        owner = id(value, uidOf);
        return owner.isPresent() ? Optional.empty() : neither(value, "a username", "uid");
      }
      case GROUP -> {
        group = id(value, gidOf);
        return group.isPresent() ? Optional.empty() : neither(value, "a group name", "gid");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> neither(String value, String name, String number) {
    return Optional.of("'%s' is neither %s nor a numeric %s.".formatted(value, name, number));
  }

  /** A name, or a number as strtol(3) reads it; nothing is 0 there. */
  private static OptionalLong id(String text, Function<String, OptionalLong> byName) {
    OptionalLong named = byName.apply(text);
    if (named.isPresent() || text.isEmpty()) {
      return named.isPresent() ? named : OptionalLong.of(0);
    }
    NumberScanner scanner = new NumberScanner(text);
    OptionalLong number = scanner.integer();
    boolean whole = scanner.atEnd() && !text.endsWith("x") && !text.endsWith("X");
    return whole && number.isPresent() && number.getAsLong() >= 0 && number.getAsLong() <= MAX_ID
        ? number
        : OptionalLong.empty();
  }

  /** To what the kernel takes, as scripts that rely on the cut expect. */
  private static String cut(String name) {
    String cut = name;
    while (cut.getBytes(StandardCharsets.UTF_8).length > TapDevice.MAX_NAME_BYTES) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }
}
