package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CommandName;
import io.vnetctl.cli.config.ConfigKey;
import io.vnetctl.cli.manual.ManualTree;
import io.vnetctl.cli.manual.Page;
import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.Repository;
import io.vnetctl.cli.privilege.Way;
import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.ProgramOption;
import io.vnetctl.cli.programs.WordKind;
import io.vnetctl.cli.settings.Setting;
import io.vnetctl.tap.Requirement;
import io.vnetctl.vde.console.ConsoleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual has to have, and that what shows it takes it. */
final class ManualTreeTest {
  private static final Pattern SETTING = Pattern.compile("(?:value|isOn)\\(\"([A-Z_0-9]+)\"\\)");

  private final List<Program> programs = ProgramTable.all();
  private final ManualTree tree = new ManualTree(programs, ConfigTable.KEYS);

  private static Stream<Program> withCommands(Program program) {
    return Stream.concat(
        Stream.of(program), program.commands().stream().flatMap(ManualTreeTest::withCommands));
  }

  private Stream<Program> all() {
    return programs.stream().flatMap(ManualTreeTest::withCommands);
  }

  private String text(String page) {
    return tree.text(page).orElseThrow(() -> new AssertionError("no page " + page));
  }

  @Test
  void r9_everyCommandHasAPageWithProseOfItsOwn() throws IOException {
    Path prose = Repository.file("cli/src/main/resources/io/vnetctl/cli/manual");
    for (CommandName name : CommandName.all(true)) {
      String page = "vnetctl-" + name.word();
      assertTrue(text(page).contains("\nDESCRIPTION\n"), page);
      assertTrue(Files.exists(prose.resolve(page + ".txt")), page + ".txt");
      assertTrue(text("vnetctl").replaceAll("\\s+", " ").contains(" See " + page + "(1)."), page);
    }
  }

  @Test
  void theWaysToPrivilegesAreTheSameInManualAndDocumentation() throws IOException {
    String manual = text("vnetctl").replaceAll("\\s+", " ");
    String page = Files.readString(Repository.file("docs/troubleshooting.md"));
    for (Way way : Way.values()) {
      String command = way.command("$USER", "create");
      assertTrue(manual.contains(way.sentence() + " " + command), way.name());
      assertTrue(
          page.replaceAll("\\s+", " ").contains(way.sentence() + ": `" + command + "`"),
          way.name());
    }
  }

  @Test
  void everyProgramHasAPage() throws IOException {
    try (Stream<Path> files = Files.list(Repository.file("bin"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".")) {
          text(name);
        }
      }
    }
  }

  @Test
  void r9_everyOptionHasASentenceAndAnArgumentThatShellsKnow() {
    for (Program program : all().toList()) {
      assertFalse(program.purpose().isBlank(), program.name());
      for (ProgramOption option : program.options()) {
        String name = program.name() + " " + option.spellings();
        assertFalse(option.sentence().isBlank(), name);
        assertFalse(option.details().isBlank(), name);
        assertTrue(
            !option.takesArgument() || WordKind.of(option).isPresent(),
            name + ": add " + option.argument() + " to WordKind.of");
      }
    }
  }

  @Test
  void r9_pagesExplainEveryOption() {
    for (Program program : programs) {
      for (Program each : program.commands().isEmpty() ? List.of(program) : program.commands()) {
        String page = program.name().startsWith("ctys") ? "vnetctl" : each.page();
        for (ProgramOption option : each.options()) {
          assertTrue(
              text(page)
                  .lines()
                  .anyMatch(line -> line.startsWith("    " + option.spellings().getFirst())),
              page + " " + option.spellings());
        }
      }
    }
  }

  @Test
  void everyCommandOfTheConsoleIsInThePageOfTheSwitch() {
    for (ConsoleCommand command : ConsoleCommand.all()) {
      assertFalse(command.help().isBlank(), command.path());
      String row = ("    " + command.path() + " " + command.syntax()).stripTrailing();
      assertTrue(text("vde_switch").lines().anyMatch(row::equals), row);
    }
  }

  @Test
  void everyKeyOfTheConfigurationFileIsInItsPage() {
    for (ConfigKey key : ConfigTable.KEYS) {
      assertFalse(key.sentence().isBlank(), key.name());
      String row = "    " + key.name() + " = " + key.type().syntax();
      assertTrue(text("vnetctl-switch.conf").lines().anyMatch(row::equals), row);
    }
  }

  @Test
  void everySettingIsInItsPage() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Repository.file("cli/src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher setting = SETTING.matcher(Files.readString(file));
        while (setting.find()) {
          used.add(setting.group(1));
        }
      }
    }
    assertTrue(used.contains("USE_SUDO"), used.toString());
    Set<String> known = new HashSet<>();
    for (Setting setting : Setting.values()) {
      known.add(setting.name());
      assertTrue(text("vnetctl.conf").contains("\n    " + setting.name() + "="), setting.name());
    }
    used.removeAll(known);
    assertEquals(Set.of(), used, "add them to the table of settings");
  }

  @Test
  void referencesLeadToPages() {
    Pattern reference = Pattern.compile("\\b((?:vnetctl|vde|unix|ctys)[\\w.-]*)\\(([15])\\)");
    for (Page page : tree.pages()) {
      Matcher found = reference.matcher(text(page.name()));
      while (found.find()) {
        String name = found.group(1);
        int number = Integer.parseInt(found.group(2));
        assertEquals(
            number,
            tree.find(name).map(Page::number).orElse(0),
            page.name() + " refers to " + found.group());
      }
    }
  }

  @Test
  void r9_textWithoutAViewerFitsATerminal() {
    for (Page page : tree.pages()) {
      assertEquals(
          List.of(),
          text(page.name()).lines().filter(line -> line.length() > 100).toList(),
          page.name());
    }
  }

  @Test
  void pagesAreCleanForGroffAndMandoc(@TempDir Path folder) throws IOException {
    Requirement.program("mandoc", "mandoc");
    Requirement.program("groff", "groff");
    tree.write(folder, "2026-01-02", "1.0");
    List<String> files = new ArrayList<>();
    try (Stream<Path> pages = Files.walk(folder)) {
      pages.filter(Files::isRegularFile).map(Path::toString).forEach(files::add);
    }
    assertTrue(files.size() > 20, files.toString());
    assertEquals("", complaints("mandoc -T lint -W warning", files));
    for (String file : files) {
      assertEquals("", complaints("groff -man -Tutf8 -ww -z", List.of(file)), file);
    }
  }

  private static String complaints(String tool, List<String> files) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", tool + " \"$@\" 2>&1 || true", "sh"));
    command.addAll(files);
    return PeerProcess.run(command.toArray(String[]::new));
  }
}
