package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.ConfigTable;
import io.vnetctl.cli.config.ConfigKey;
import io.vnetctl.cli.config.ConfigKey.Effect;
import io.vnetctl.vde.console.ConsoleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be set at the console can be said in the file, and comes from there and goes there. */
final class ConsoleSettingsTest {
  /** A line of each command that sets something, and what it means in the file. */
  private static final List<Setter> SETTERS =
      List.of(
          new Setter("port/setnumports 40", "[switch]", "numports = 40"),
          new Setter("hash/setsize 256", "[switch]", "hashsize = 256"),
          new Setter("hash/setgcint 5", "[switch]", "hash-gcint = 5"),
          new Setter("hash/setexpire 200", "[switch]", "hash-expire = 200"),
          new Setter("hash/setminper 4", "[switch]", "hash-minper = 4"),
          new Setter("port/userlimit 6", "[switch]", "user-limit = 6"),
          new Setter("fstp/setfstp 1", "[switch]", "fstp = yes"),
          new Setter("vlan/create 7", "[vlan 7]", ""),
          new Setter("fstp/bonus 7 3 100", "[vlan 7]", "bonus = 3 100"),
          new Setter("fstp/setedge 7 3 1", "[vlan 7]", "edge = 3"),
          new Setter("port/maclimit all 9", "[port all]", "mac-limit = 9"),
          new Setter("port/create 3", "[port 3]", "allocatable = no"),
          new Setter("port/allocatable 3 0", "[port 3]", "allocatable = no"),
          new Setter("port/setvlan 3 7", "[port 3]", "vlan = 7"),
          new Setter("vlan/addport 0 3", "[port 3]", "tagged = 0"),
          new Setter("port/setuser 3 root", "[port 3]", "user = root"),
          new Setter("port/setgroup 3 root", "[port 3]", "group = root"),
          new Setter("port/floodlimit 3 50", "[port 3]", "flood-limit = 50"),
          new Setter("port/bpduguard 3 1", "[port 3]", "bpdu-guard = yes"),
          new Setter("port/isolated 3 1", "[port 3]", "isolated = yes"));

  /** Which take back what others set. */
  private static final Set<String> UNDO = Set.of("vlan/remove", "vlan/delport", "port/remove");

  /** Not with a spanning tree, so by itself. */
  private static final Setter HUB = new Setter("port/sethub 1", "[switch]", "hub = yes");

  /** What commands do that is no setting: it is done once, or ends with the console. */
  private static final Map<String, String> DEEDS =
      Map.ofEntries(
          Map.entry("logout", "ends the console"),
          Map.entry("shutdown", "ends the switch"),
          Map.entry("load", "runs commands"),
          Map.entry("debug/add", "of the console"),
          Map.entry("debug/del", "of the console"),
          Map.entry("plugin/add", "a look at frames, while somebody looks"),
          Map.entry("plugin/del", "a look at frames, while somebody looks"),
          Map.entry("port/epclose", "unplugs a client"),
          Map.entry("port/resetcounter", "counts anew"),
          Map.entry("port/createauto", "as port/create"),
          Map.entry("config/reload", "reads the file"));

  /** What only shows something. */
  private static final Pattern VIEWS =
      Pattern.compile("help|/find|/list|/limits|/counters|/check|print$|showinfo$");

  @TempDir Path folder;

  /**
   * A setting.
   *
   * @param line at the console
   * @param section of the file
   * @param key with value; empty: that there is the section says it
   */
  private record Setter(String line, String section, String key) {
    String command() {
      return line.split(" ")[0];
    }

    boolean isIn(String file) {
      return Stream.of(file.split("\n\n"))
          .map(part -> part.strip().lines().toList())
          .anyMatch(
              lines -> lines.getFirst().equals(section) && (key.isEmpty() || lines.contains(key)));
    }
  }

  @Test
  void everyCommandIsASettingOfTheFileOrNoSetting() {
    Set<String> known = new TreeSet<>(DEEDS.keySet());
    known.addAll(UNDO);
    known.add(HUB.command());
    SETTERS.forEach(setter -> known.add(setter.command()));
    Set<String> commands =
        ConsoleCommand.all().stream()
            .filter(command -> command.plugin().isEmpty())
            .map(ConsoleCommand::path)
            .filter(path -> !VIEWS.matcher(path).find())
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(commands, known, "is each a setting, and does the file have it?");
  }

  @Test
  void whatIsSetAtTheConsoleIsSaidByTheFileAndTakenFromIt() throws IOException {
    String saved;
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw")) {
      for (Setter setter : SETTERS) {
        String before = data(vde.ask("config/print"));
        vde.succeed(setter.line());
        String after = data(vde.ask("config/print"));
        assertTrue(setter.isIn(after), () -> setter + "\n" + after);
        boolean alike = setter.command().equals("port/allocatable");
        assertEquals(alike, setter.isIn(before), () -> setter + "\n" + before);
      }
      saved = data(vde.ask("config/print"));
    }
    Path file = Files.writeString(folder.resolve("saved.conf"), "[switch]\n");
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", "--config", file.toString())) {
      String fixed = settings(data(vde.ask("config/print")));
      Files.writeString(file, saved);
      vde.succeed("config/reload");
      assertEquals(settings(saved), settings(data(vde.ask("config/print"))));

      Files.writeString(file, "[switch]\nhub = yes\n");
      vde.succeed("config/reload");
      String now = data(vde.ask("config/print"));
      assertTrue(HUB.isIn(now), now);

      Files.writeString(file, "[switch]\n");
      vde.succeed("config/reload");
      assertEquals(fixed, settings(data(vde.ask("config/print"))));
      vde.succeed(HUB.line());
      assertTrue(HUB.isIn(data(vde.ask("config/print"))));
    }
  }

  @Test
  void everyKeyThatAReloadAppliesIsSetByACommand() {
    Set<String> keys =
        ConfigTable.KEYS.stream()
            .filter(key -> key.effect() == Effect.RELOAD)
            .map(ConfigKey::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> set = new TreeSet<>();
    SETTERS.forEach(setter -> set.add(setter.key().split(" ")[0]));
    set.add(HUB.key().split(" ")[0]);
    set.remove("");

    assertEquals(keys, set);
  }

  /** Lines between the frame of the answer. */
  private static String data(String answer) {
    return answer
            .lines()
            .dropWhile(line -> !line.startsWith("["))
            .takeWhile(line -> !line.equals("."))
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  /** Without what options have set. */
  private static String settings(String file) {
    return file.lines()
        .filter(line -> !line.matches("(sock|mgmt|rcfile|nostdin|max-frame|poll|pidfile) = .*"))
        .collect(Collectors.joining("\n"));
  }
}
