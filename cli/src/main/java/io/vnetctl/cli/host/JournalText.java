package io.vnetctl.cli.host;

import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.NicSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A journal as lines of text: eight of a head, each with a key and its value; then one for each
 * effect, that of a bridge followed by the indented lines of its NIC; and a last one that says that
 * nothing is missing.
 */
final class JournalText {
  private static final String TITLE = "vnetctl journal 1";
  private static final int HEAD_LINES = 8;
  private static final String END = "end";
  private static final String CREATING = "creating";
  private static final String COMMITTED = "committed";

  private JournalText() {}

  /**
   * What the lines of a file say.
   *
   * @throws IllegalArgumentException saying what is wrong with them
   */
  static Journal.Content parse(List<String> lines) {
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
    boolean committed = isCommitted(value(lines.get(7), "state"));
    List<Effect> effects = new ArrayList<>();
    List<LinkId> leftovers = new ArrayList<>();
    readEffects(lines.subList(0, lines.size() - 1), effects, leftovers);
    return new Journal.Content(new SwitchFiles(paths, uid), network, committed, effects, leftovers);
  }

  private static boolean isCommitted(String state) {
    return switch (state) {
      case COMMITTED -> true;
      case CREATING -> false;
      default -> throw new IllegalArgumentException("there is no state '" + state + "'");
    };
  }

  private static void readEffects(
      List<String> lines, List<Effect> effects, List<LinkId> leftovers) {
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

  /** Reads what {@link #lines(Effect.Bridge)} makes: the value of the first line, and the rest. */
  static Effect.Bridge bridge(String value, List<String> snapshot) {
    return new Effect.Bridge(
        link(value),
        snapshot.isEmpty() ? Optional.empty() : Optional.of(NicSnapshot.parse(snapshot)));
  }

  /** A line for the bridge, and indented ones for its NIC. */
  static List<String> lines(Effect.Bridge bridge) {
    List<String> lines = new ArrayList<>(List.of("bridge " + bridge.bridge()));
    bridge.nic().ifPresent(nic -> nic.serialize().forEach(line -> lines.add(" " + line)));
    return lines;
  }

  /** All lines, which {@link #parse} reads. */
  static List<String> lines(Journal.Content content) {
    SwitchPaths paths = content.files().paths();
    List<String> lines = new ArrayList<>();
    lines.add(TITLE);
    lines.add("owner " + escape(paths.owner()));
    lines.add("uid " + Integer.toUnsignedString(content.files().ownerUid()));
    lines.add("sock " + escape(paths.qemuSock().toString()));
    lines.add("mgmt " + escape(paths.qemuMgmt().toString()));
    lines.add("pidfile " + escape(paths.pidFile().toString()));
    lines.add("network " + content.network().number());
    lines.add("state " + (content.committed() ? COMMITTED : CREATING));
    content.leftovers().forEach(tap -> lines.add("leftover " + tap));
    for (Effect effect : content.effects()) {
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
