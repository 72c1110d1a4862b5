package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.Action;
import io.vnetctl.cli.config.ConfigKey;
import io.vnetctl.cli.privilege.Way;
import io.vnetctl.cli.programs.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All manual pages of the project, and how they are written into a folder. */
public final class ManualTree {
  /** Further names of programs that have one page. */
  private static final Map<String, List<String>> OTHER_NAMES =
      Map.of("vnetctl", List.of("ctys-vnetctl", "ctys-setupVDE"), "vdeq", List.of("vdeqemu"));

  private static final String SWITCH = "vde_switch";
  private static final String PROGRAM = "vnetctl";

  private final List<Page> pages = new ArrayList<>();

  /** The pages of programs, of their commands, and of the files of settings. */
  public ManualTree(List<Program> programs, List<ConfigKey> configKeys) {
    for (Program program : programs) {
      if (OTHER_NAMES.values().stream().noneMatch(names -> names.contains(program.name()))) {
        boolean hasActions = !program.commands().isEmpty();
        pages.add(
            ProgramPage.of(
                program,
                otherNames(program.page()),
                hasActions ? ProgramPage.ACTIONS : "programs",
                more(program)));
        for (Program command : program.commands()) {
          boolean action = command.position() == Program.Position.ANYWHERE;
          pages.add(
              ProgramPage.of(
                  command,
                  List.of(),
                  action ? ProgramPage.ACTIONS : ProgramPage.COMMANDS,
                  List.of()));
        }
      }
    }
    pages.add(SettingsPage.page());
    pages.add(SwitchConfigPage.page(configKeys));
  }

  /** What other tables say of a program. */
  private static List<Section> more(Program program) {
    return switch (program.name()) {
      case SWITCH -> ConsoleSections.sections();
      case PROGRAM -> List.of(privileges());
      default -> List.of();
    };
  }

  private static Section privileges() {
    List<Block> ways = new ArrayList<>();
    for (Way way : Way.values()) {
      ways.add(
          new Block.Definition(
              way.sentence(), "`" + way.command("$USER", Action.CREATE.word()) + "`"));
    }
    return new Section("PRIVILEGES", ways);
  }

  /** The page of a name, also of a name that shares one. */
  public Optional<Page> find(String name) {
    return pages.stream()
        .filter(page -> page.name().equals(name) || otherNames(page.name()).contains(name))
        .findFirst();
  }

  /** A page as text, for terminals without man(1). */
  public Optional<String> text(String name) {
    return find(name).map(PlainText::of);
  }

  private static List<String> otherNames(String page) {
    return OTHER_NAMES.getOrDefault(page, List.of());
  }

  /** Every page, once. */
  public List<Page> pages() {
    return List.copyOf(pages);
  }

  /**
   * Writes man1, man5 and so on.
   *
   * @param date of the manual, year-month-day
   * @param release of the program
   */
  public void write(Path folder, String date, String release) throws IOException {
    for (Page page : pages) {
      String text = Roff.of(page, date, "vnetctl " + release);
      write(folder.resolve(page.file()), text);
      for (String name : otherNames(page.name())) {
        write(folder.resolve(new Page(name, page.number(), List.of()).file()), text);
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.US_ASCII);
  }
}
