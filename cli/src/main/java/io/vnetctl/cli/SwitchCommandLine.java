package io.vnetctl.cli;

import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.config.ConfigSettings;
import io.vnetctl.cli.config.LayoutReader;
import io.vnetctl.cli.getopt.NumberScanner;
import io.vnetctl.cli.getopt.OptionParser;
import io.vnetctl.cli.getopt.Token;
import io.vnetctl.cli.process.Credentials;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.io.SwitchLoop;
import io.vnetctl.tap.TapDevice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The command line of vde_switch (spec, VDE command line, chapter 1), for one parse. Options take
 * effect one after another: the first that asks for help or version or is wrong decides, operands
 * and the number of ports are looked at last.
 */
public final class SwitchCommandLine {
  /** What to do now. Messages are whole lines without their end, for standard error. */
  public sealed interface Outcome {
    /**
     * Run the switch.
     *
     * @param notes messages that do not keep it from running
     */
    record Run(SwitchOptions options, List<String> notes) implements Outcome {}

    /** Print {@code text} to standard output, after the message if there is one; status 1. */
    record Usage(Optional<String> message, String text) implements Outcome {}

    /** Print {@code text} to standard output; status 0. */
    record Version(String text) implements Outcome {}

    /** Print the problems of the configuration file and end; status 78. */
    record Misconfigured(String file, List<ConfigProblem> problems) implements Outcome {}

    /** Print the message and end with the status. */
    record Refusal(String message, int status) implements Outcome {
      /** The message without the name of the program. */
      String reason() {
        return message.substring(message.indexOf(": ") + 2);
      }
    }
  }

  private static final int STATUS_REFUSED = 1;

  /** Of anything that goes wrong with the control directory. */
  private static final int STATUS_DIRECTORY = 255;

  private static final OptionParser<SwitchOption> PARSER =
      new OptionParser<>(Arrays.stream(SwitchOption.values()).map(SwitchOption::option).toList());

  private final String program;
  private final Function<String, OptionalInt> gidOf;
  private final Function<String, Optional<Credentials>> credentialsOf;
  private final GivenConfiguration configuration;
  private final List<String> notes = new ArrayList<>();

  private long ports = 32;
  private boolean hub;
  private boolean fstp;
  private Optional<MacAddress> macAddress = Optional.empty();
  private int priority = 0x8000;
  private int hashSize = 128;
  private Path directory;
  private OptionalInt mode = OptionalInt.empty();
  private OptionalInt directoryMode = OptionalInt.empty();
  private OptionalInt gid = OptionalInt.empty();
  private boolean daemon;
  private Optional<Path> pidFile = Optional.empty();
  private Optional<Path> rcFile = Optional.empty();
  private Optional<Path> console = Optional.empty();
  private int consoleMode = 0600;
  private OptionalInt consoleGid = OptionalInt.empty();
  private boolean stdinConsole = true;
  private boolean survive;
  private int maxFrameBytes = SwitchConfig.DEFAULT_MAX_FRAME_BYTES;
  private int pollMicros = SwitchLoop.DEFAULT_POLL_MICROS;
  private OptionalInt queueLength = OptionalInt.empty();
  private final List<Command> limits = new ArrayList<>();
  private int highestLimited;
  private int portsPerUser;
  private final List<String> taps = new ArrayList<>();
  private Optional<Credentials> user = Optional.empty();

  /**
   * Nothing read yet.
   *
   * @param program name that messages begin with
   * @param root whether the effective user is root, whose control directory is another
   * @param gidOf number of a group by name; numbers are no names
   * @param credentialsOf the rights of {@code USER[:GROUP]}, names or numbers
   * @param uidOf number of a user by name
   * @param files where configuration files are read
   */
  public SwitchCommandLine(
      String program,
      boolean root,
      Function<String, OptionalInt> gidOf,
      Function<String, Optional<Credentials>> credentialsOf,
      Function<String, OptionalInt> uidOf,
      ConfigSource files) {
    this.program = program;
    this.configuration = new GivenConfiguration(files, new LayoutReader.Names(uidOf, gidOf));
    this.gidOf = gidOf;
    this.credentialsOf = credentialsOf;
    this.directory = Path.of(root ? "/var/run/vde.ctl" : "/tmp/vde.ctl");
  }

  /** Reads all words; the configuration file first, whose settings options override. */
  public Outcome parse(String... words) {
    List<Token<SwitchOption>> tokens = PARSER.parse(List.of(words));
    Optional<String> unread = configuration.read(tokens);
    if (unread.isPresent()) {
      return refusal(unread.get());
    }
    configuration.settings().forEach(this::take);
    taps.addAll(configuration.taps());
    for (Token<SwitchOption> token : tokens) {
      Optional<Outcome> decision = take(token);
      if (decision.isPresent()) {
        return decision.get();
      }
    }
    if (ports < 1 || ports > SwitchOptions.MAX_PORTS) {
      return refusal(
          "The switch must have at least 1 port and at most %d: %s %d"
              .formatted(SwitchOptions.MAX_PORTS, SwitchOption.PORTS.dashed(), ports));
    }
    if (highestLimited >= ports) {
      return refusal(
          "no port %d to be limited: the ports are 0 to %d, %s sets how many"
              .formatted(highestLimited, ports - 1, SwitchOption.PORTS.dashed()));
    }
    SwitchOptions options = options();
    return configuration.complaint().orElseGet(() -> new Outcome.Run(options, List.copyOf(notes)));
  }

  private void take(ConfigSettings.Setting setting) {
    SwitchOption option = ConfigTable.option(setting.key()).orElseThrow();
    configuration.note(option, setting.value());
    // The type of the key has seen to it that nothing but a name can be wrong.
    if (take(option, setting.value()).orElse(null) instanceof Outcome.Refusal refusal) {
      configuration.problem(setting.line(), refusal.reason());
    }
  }

  private SwitchOptions options() {
    return new SwitchOptions(
        (int) ports,
        hub,
        fstp && !hub,
        macAddress,
        priority,
        hashSize,
        directory,
        SocketModes.of(mode, directoryMode),
        gid,
        daemon,
        pidFile,
        rcFile,
        console,
        consoleMode,
        consoleGid,
        stdinConsole,
        maxFrameBytes,
        pollMicros,
        queueLength,
        limits,
        taps,
        user,
        survive,
        configuration.configured(
            new LayoutReader.Whole((int) ports, hub, fstp && !hub, hashSize, portsPerUser),
            limits,
            taps));
  }

  /** Empty: read on. */
  private Optional<Outcome> take(Token<SwitchOption> token) {
    return switch (token) {
      case Token.Given<SwitchOption>(SwitchOption option, String value) -> {
        configuration.note(option, value);
        yield take(option, value);
      }
      case Token.Operand<SwitchOption>(String word) ->
          usage("'%s' is no option, and the switch takes nothing else".formatted(word));
      case Token.Faulty<SwitchOption>(String complaint, Optional<String> suggestion) ->
          refuse(
              complaint + suggestion.map("; did you mean '%s'?"::formatted).orElse("; see --help"));
    };
  }

  private Optional<Outcome> take(SwitchOption option, String value) {
    return switch (option) {
      case HELP -> Optional.of(new Outcome.Usage(Optional.empty(), SwitchHelp.usage(program)));
      case VERSION -> Optional.of(new Outcome.Version(SwitchHelp.version()));
      case HUB -> set(() -> hub = true);
      case FSTP -> set(() -> fstp = true);
      case DAEMON -> set(() -> daemon = true);
      case NO_STDIN -> set(() -> stdinConsole = false);
      case SURVIVE -> set(() -> survive = true);
      case DEBUG_CLIENTS, CONFIG -> Optional.empty();
      case PORTS -> set(() -> ports = integer(value).orElse(ports));
      case PRIORITY -> set(() -> priority = (int) integer(value).orElse(priority) & 0xffff);
      case MODE -> set(() -> mode = octal(value, mode));
      case DIRECTORY_MODE -> set(() -> directoryMode = octal(value, directoryMode));
      case CONSOLE_MODE ->
          set(() -> consoleMode = octal(value, OptionalInt.of(consoleMode)).getAsInt() & 0777);
      case HASH_SIZE -> takeHashSize(value);
      case MAC_ADDRESS -> takeMacAddress(value);
      case MAX_FRAME ->
          takeNumber(
              option,
              "bytes",
              value,
              SwitchOptions.MIN_MAX_FRAME_BYTES,
              SwitchOptions.MAX_MAX_FRAME_BYTES,
              n -> maxFrameBytes = n);
      case POLL ->
          takeNumber(
              option, "microseconds", value, 0, SwitchOptions.MAX_POLL_MICROS, n -> pollMicros = n);
      case QUEUE_LENGTH ->
          takeNumber(
              option,
              "datagrams",
              value,
              SwitchOptions.MIN_QUEUE_LENGTH,
              SwitchOptions.MAX_QUEUE_LENGTH,
              n -> queueLength = OptionalInt.of(n));
      case MAC_LIMIT ->
          takeLimit(option, value, PortLimits.MAX_ADDRESSES, Command.SetMacLimit::new);
      case FLOOD_LIMIT ->
          takeLimit(option, value, PortLimits.MAX_FLOODED_FRAMES, Command.SetFloodLimit::new);
      case BPDU_GUARD -> takePort(option, value, (port, _) -> new Command.SetBpduGuard(port, true));
      case ISOLATED -> takePort(option, value, (port, _) -> new Command.SetIsolated(port, true));
      case USER_LIMIT ->
          takeNumber(option, "ports", value, 0, SwitchOptions.MAX_PORTS, n -> portsPerUser = n);
      case TAP -> takeTap(value);
      case GROUP -> {
        gid = gidOf.apply(value);
        yield gid.isPresent() ? Optional.empty() : noSuchGroup(value);
      }
      case CONSOLE_GROUP -> {
        consoleGid = gidOf.apply(value);
        yield consoleGid.isPresent() ? Optional.empty() : noSuchGroup(value);
      }
      case USER -> {
        user = credentialsOf.apply(value);
        yield user.isPresent() ? Optional.empty() : noSuchUser(value);
      }
      case DIRECTORY, PID_FILE, RC_FILE, CONSOLE -> takePath(option, value);
    };
  }

  private static Optional<Outcome> set(Runnable assignment) {
    assignment.run();
    return Optional.empty();
  }

  private Optional<Outcome> takePath(SwitchOption option, String value) {
    if (value.isEmpty()) {
      int status = option == SwitchOption.DIRECTORY ? STATUS_DIRECTORY : STATUS_REFUSED;
      return Optional.of(
          new Outcome.Refusal(
              "%s: %s needs a path, and what it got is empty".formatted(program, option.dashed()),
              status));
    }
    Path path = Path.of(value);
    return switch (option) {
      case DIRECTORY -> set(() -> directory = path);
      case PID_FILE -> set(() -> pidFile = Optional.of(path));
      case RC_FILE -> set(() -> rcFile = Optional.of(path));
      default -> set(() -> console = Optional.of(path));
    };
  }

  private Optional<Outcome> takeHashSize(String value) {
    long wanted = integer(value).orElse(hashSize);
    if (wanted < 0 || wanted > SwitchOptions.MAX_HASH_SIZE) {
      return refuse("--hashsize is 0 to %d, not %s".formatted(SwitchOptions.MAX_HASH_SIZE, value));
    }
    hashSize = Math.max(1, Integer.highestOneBit((int) Math.max(0, 2 * wanted - 1)));
    if (wanted > 0 && hashSize != wanted) {
      notes.add(
          "%s: hash size %d rounded up to %d, a power of 2".formatted(program, wanted, hashSize));
    }
    return Optional.empty();
  }

  private Optional<Outcome> takeMacAddress(String value) {
    macAddress = macAddress(value, ':').or(() -> macAddress(value, '.'));
    return macAddress.isPresent()
        ? Optional.empty()
        : usage(
            "Invalid MAC Addr %s: needs six hexadecimal numbers with ':' or '.' between"
                .formatted(value));
  }

  /** Each number is cut to 8 bits; what follows the sixth is left. */
  private static Optional<MacAddress> macAddress(String text, char separator) {
    NumberScanner scanner = new NumberScanner(text);
    long address = 0;
    for (int i = 0; i < 6; i++) {
      OptionalLong number =
          i == 0 || scanner.take(separator) ? scanner.hexadecimal() : OptionalLong.empty();
      if (number.isEmpty()) {
        return Optional.empty();
      }
      address = address << 8 | number.getAsLong() & 0xff;
    }
    return Optional.of(new MacAddress(address));
  }

  /** A whole number of an option that the original lacks: nothing is taken for granted. */
  private Optional<Outcome> takeNumber(
      SwitchOption option, String unit, String value, int min, int max, IntConsumer taker) {
    NumberScanner scanner = new NumberScanner(value);
    OptionalLong number = scanner.integer();
    if (number.isEmpty()
        || !scanner.atEnd()
        || number.getAsLong() < min
        || number.getAsLong() > max) {
      return refuse(
          "%s is %d to %d %s, not '%s'".formatted(option.dashed(), min, max, unit, value));
    }
    return set(() -> taker.accept((int) number.getAsLong()));
  }

  private Optional<Outcome> takeLimit(
      SwitchOption option, String value, int max, PortLimitWord.Limit limit) {
    return PortLimitWord.portAndNumber(value, max)
        .map(word -> add(word, limit))
        .orElseGet(
            () ->
                refuse(
                    "%s needs PORT=N, a port or 'all' and a number from 0 to %d, not '%s'"
                        .formatted(option.dashed(), max, value)));
  }

  private Optional<Outcome> takePort(SwitchOption option, String value, PortLimitWord.Limit limit) {
    return PortLimitWord.port(value)
        .map(word -> add(word, limit))
        .orElseGet(
            () -> refuse("%s needs a port or 'all', not '%s'".formatted(option.dashed(), value)));
  }

  private Optional<Outcome> add(PortLimitWord word, PortLimitWord.Limit limit) {
    highestLimited = Math.max(highestLimited, word.port().orElse(0));
    return set(() -> limits.add(limit.of(word.port(), word.number())));
  }

  private Optional<Outcome> takeTap(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > TapDevice.MAX_NAME_BYTES) {
      return refuse(
          "--tap %s: an interface name has at most %d bytes"
              .formatted(name, TapDevice.MAX_NAME_BYTES));
    }
    return set(
        () -> {
          if (!configuration.taps().contains(name)) {
            taps.add(name);
          }
        });
  }

  private Optional<Outcome> noSuchGroup(String name) {
    return refuse("No such group '%s'; needs the name of one in 'getent group'".formatted(name));
  }

  private Optional<Outcome> noSuchUser(String text) {
    return refuse(
        "No such user or group in '%s'; needs USER[:GROUP], of a number without account both"
            .formatted(text));
  }

  private static OptionalLong integer(String value) {
    return new NumberScanner(value).integer();
  }

  /** What is no octal number, or negative, changes nothing. */
  private static OptionalInt octal(String value, OptionalInt before) {
    OptionalLong octal = new NumberScanner(value).octal();
    return octal.isPresent() && octal.getAsLong() >= 0
        ? OptionalInt.of((int) octal.getAsLong() & 07777)
        : before;
  }

  private Optional<Outcome> usage(String message) {
    return Optional.of(
        new Outcome.Usage(Optional.of(program + ": " + message), SwitchHelp.usage(program)));
  }

  private Optional<Outcome> refuse(String message) {
    return Optional.of(refusal(message));
  }

  private Outcome refusal(String message) {
    return new Outcome.Refusal(program + ": " + message, STATUS_REFUSED);
  }
}
