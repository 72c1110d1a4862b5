package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.NicSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has been brought about for a switch (spec vnetctl, chapter 11.2): written before each step,
 * so that whoever comes next can take back what a call left that was killed. One of a switch that
 * runs tells {@code cancel} what belongs to it.
 */
final class Journal {
  private static final String TITLE = "vnetctl journal 1";

  /** Lines before the first effect, the title included. */
  private static final int HEAD_LINES = 8;

  /** The last line: without it, something is missing. */
  private static final String END = "end";

  private static final String CREATING = "creating";
  private static final String COMMITTED = "committed";

  private final StateFile file;
  private final SwitchFiles files;
  private final NetworkNamespace network;
  private final List<Effect> effects = new ArrayList<>();
  private final List<LinkId> leftovers = new ArrayList<>();
  private boolean committed;

  private Journal(StateFile file, SwitchFiles files, NetworkNamespace network) {
    this.file = file;
    this.files = files;
    this.network = network;
  }

  /** A journal of a switch that is about to be made in a network; nothing is written yet. */
  static Journal begin(Path file, SwitchFiles files, NetworkNamespace network) {
    return new Journal(new StateFile(file), files, network);
  }

  /**
   * The journal in a file.
   *
   * @throws CallException if the file cannot be understood; it is left as it is
   */
  static Optional<Journal> read(Path file) throws CallException {
    try {
      Optional<List<String>> lines = new StateFile(file).read();
      return lines.isEmpty() ? Optional.empty() : Optional.of(parse(file, lines.get()));
    } catch (IOException | IllegalArgumentException e) {
      throw CallException.failed(
          "cannot read "
              + file
              + ", which tells what belongs to the switch: "
              + e.getMessage()
              + "; remove it, and what it tells of by hand",
          e);
    }
  }

  private static Journal parse(Path file, List<String> lines) {
    if (lines.size() <= HEAD_LINES || !lines.getFirst().equals(TITLE)) {
      throw new IllegalArgumentException("it does not begin with '" + TITLE + "'");
    }
    if (!lines.getLast().equals(END)) {
      throw new IllegalArgumentException("its end is missing");
    }
    SwitchPaths paths =
        new SwitchPaths(
            unescape(value(lines.get(1), "owner")),
            Path.of(unescape(value(lines.get(3), "sock"))),
            Path.of(unescape(value(lines.get(4), "mgmt"))),
            Path.of(unescape(value(lines.get(5), "pidfile"))));
    int uid = Integer.parseUnsignedInt(value(lines.get(2), "uid"));
    NetworkNamespace network = new NetworkNamespace(Long.parseLong(value(lines.get(6), "network")));
    Journal journal = new Journal(new StateFile(file), new SwitchFiles(paths, uid), network);
    journal.committed = isCommitted(value(lines.get(7), "state"));
    journal.readEffects(lines.subList(0, lines.size() - 1));
    return journal;
  }

  private static boolean isCommitted(String state) {
    return switch (state) {
      case COMMITTED -> true;
      case CREATING -> false;
      default -> throw new IllegalArgumentException("there is no state '" + state + "'");
    };
  }

  private void readEffects(List<String> lines) {
    for (int i = HEAD_LINES; i < lines.size(); i++) {
      String line = lines.get(i);
      String key = line.substring(0, Math.max(0, line.indexOf(' ')));
      String value = line.substring(line.indexOf(' ') + 1);
      switch (key) {
        case "tap" -> effects.add(new Effect.Tap(link(value)));
        case "leftover" -> leftovers.add(link(value));
        case "guard" -> effects.add(new Effect.Guard(process(value)));
        case "process" -> effects.add(new Effect.SwitchProcess(process(value)));
        case "bridge" -> {
          List<String> snapshot = indented(lines, i + 1);
          effects.add(bridge(value, snapshot));
          i += snapshot.size();
        }
        default -> throw new IllegalArgumentException("line " + (i + 1) + " is '" + line + "'");
      }
    }
  }

  private static String value(String line, String key) {
    if (!line.startsWith(key + " ")) {
      throw new IllegalArgumentException("'" + line + "' stands where '" + key + "' belongs");
    }
    return line.substring(key.length() + 1);
  }

  private static List<String> indented(List<String> lines, int from) {
    List<String> block = new ArrayList<>();
    for (int i = from; i < lines.size() && lines.get(i).startsWith(" "); i++) {
      block.add(lines.get(i).substring(1));
    }
    return block;
  }

  private static LinkId link(String value) {
    String[] words = pair(value);
    return new LinkId(words[0], Integer.parseInt(words[1]));
  }

  private static RunningProcess process(String value) {
    String[] words = pair(value);
    return new RunningProcess(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  private static String[] pair(String value) {
    String[] words = value.split(" ", -1);
    if (words.length != 2) {
      throw new IllegalArgumentException("'" + value + "' stands where two words belong");
    }
    return words;
  }

  static Effect.Bridge bridge(String value, List<String> snapshot) {
    return new Effect.Bridge(
        link(value),
        snapshot.isEmpty() ? Optional.empty() : Optional.of(NicSnapshot.parse(snapshot)));
  }

  /** Lines that {@link #bridge} reads, the first with the bridge, the others indented. */
  static List<String> lines(Effect.Bridge bridge) {
    List<String> lines = new ArrayList<>(List.of("bridge " + bridge.bridge()));
    bridge.nic().ifPresent(nic -> nic.serialize().forEach(line -> lines.add(" " + line)));
    return lines;
  }

  /** The files of its switch. */
  SwitchFiles files() {
    return files;
  }

  /** Where the interfaces are that it tells of: nowhere else may they be looked for. */
  NetworkNamespace network() {
    return network;
  }

  /** Whether the switch was once complete; if not, the call that made it was interrupted. */
  boolean isCommitted() {
    return committed;
  }

  /** In the order in which they came about. */
  List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** TAPs of switches that crashed: untouched until the switch is cancelled. */
  List<LinkId> leftovers() {
    return List.copyOf(leftovers);
  }

  Optional<LinkId> tap() {
    return effects.stream()
        .filter(Effect.Tap.class::isInstance)
        .map(effect -> ((Effect.Tap) effect).tap())
        .findFirst();
  }

  /** The switch itself, not the process that put it into the background. */
  Optional<RunningProcess> process() {
    return effects.stream()
        .filter(Effect.SwitchProcess.class::isInstance)
        .map(effect -> ((Effect.SwitchProcess) effect).process())
        .reduce((starter, daemon) -> daemon);
  }

  /** Writes down what is about to come about. */
  void add(Effect effect) throws IOException {
    effects.add(effect);
    write();
  }

  /** Notes a TAP that an earlier switch has left; written with the next effect. */
  void addLeftover(LinkId tap) {
    leftovers.add(tap);
  }

  /** Writes down that an effect has been taken back, or is told of elsewhere. */
  void remove(Effect effect) throws IOException {
    effects.remove(effect);
    write();
  }

  /** Passes over an effect that has come to its end; written with the next change. */
  void handOver(Effect effect) {
    effects.remove(effect);
  }

  /**
   * Writes down that all is done. A bridge stays when its switch goes, so that from now on its own
   * file tells of it.
   */
  void commit() throws IOException {
    List<Effect> kept =
        effects.stream()
            .filter(
                effect -> effect instanceof Effect.Tap || effect instanceof Effect.SwitchProcess)
            .toList();
    file.write(lines(COMMITTED, kept));
    committed = true;
    effects.retainAll(kept);
  }

  /** There is nothing left that it could tell of. */
  void delete() throws IOException {
    file.delete();
  }

  private void write() throws IOException {
    file.write(lines(committed ? COMMITTED : CREATING, effects));
  }

  private List<String> lines(String state, List<Effect> told) {
    List<String> lines = new ArrayList<>();
    lines.add(TITLE);
    lines.add("owner " + escape(files.paths().owner()));
    lines.add("uid " + Integer.toUnsignedString(files.ownerUid()));
    lines.add("sock " + escape(files.paths().qemuSock().toString()));
    lines.add("mgmt " + escape(files.paths().qemuMgmt().toString()));
    lines.add("pidfile " + escape(files.paths().pidFile().toString()));
    lines.add("network " + network.number());
    lines.add("state " + state);
    leftovers.forEach(tap -> lines.add("leftover " + tap));
    for (Effect effect : told) {
      switch (effect) {
        case Effect.Bridge bridge -> lines.addAll(lines(bridge));
        case Effect.Tap(LinkId tap) -> lines.add("tap " + tap);
        case Effect.Guard(RunningProcess process) -> lines.add("guard " + words(process));
        case Effect.SwitchProcess(RunningProcess process) -> lines.add("process " + words(process));
      }
    }
    lines.add(END);
    return lines;
  }

  private static String words(RunningProcess process) {
    return process.pid() + " " + process.startTicks();
  }

  private static String escape(String path) {
    return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescape(String text) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        c =
            switch (text.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> text.charAt(i);
            };
      }
      path.append(c);
    }
    return path.toString();
  }
}
