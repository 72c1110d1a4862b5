package io.vnetctl.cli.manual;

import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.ProgramOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page of a program or command: what its tables say, between the prose of its resource.
 * Sections that its resource lacks come from that of its kind, such as the exit status of all
 * actions.
 */
final class ProgramPage {
  /** Of all sections, in the order in which pages have them (man-pages(7)). */
  private static final List<String> ORDER =
      List.of(
          "NAME",
          "SYNOPSIS",
          "DESCRIPTION",
          "COMMANDS",
          "OPTIONS",
          "CONSOLE COMMANDS",
          "REMOTE HOSTS",
          "PRIVILEGES",
          "SIGNALS",
          "OUTPUT",
          "EXIT STATUS",
          "FILES",
          "ENVIRONMENT",
          "NOTES",
          "EXAMPLES",
          "SEE ALSO");

  private final Map<String, List<Block>> sections = new LinkedHashMap<>();

  private ProgramPage() {
    ORDER.forEach(title -> sections.put(title, new ArrayList<>()));
  }

  /**
   * The page of section 1 of the manual.
   *
   * @param otherNames under which the program has the same page
   * @param common resource whose sections stand in where the program's own lacks them
   */
  static Page of(Program program, List<String> otherNames, String common) {
    ProgramPage page = new ProgramPage();
    List<Section> own = Prose.of(program.page());
    List<Section> shared = Prose.of(common);
    own.forEach(page::add);
    for (Section section : shared) {
      if (Prose.find(own, section.title()).isEmpty()) {
        page.add(section);
      }
    }
    List<String> names = new ArrayList<>(List.of(program.page()));
    names.addAll(otherNames);
    page.section("NAME")
        .add(new Block.Paragraph(String.join(", ", names) + " - " + program.purpose()));
    for (String line : program.synopsis()) {
      page.section("SYNOPSIS")
          .add(new Block.Paragraph(("`" + program.name() + "` " + line).strip()));
    }
    if (page.section("DESCRIPTION").isEmpty()) {
      page.section("DESCRIPTION").add(new Block.Paragraph(sentence(program.purpose())));
    }
    program.commands().forEach(page::addCommand);
    program.options().forEach(option -> page.section("OPTIONS").add(definition(option)));
    return page.page(program.page());
  }

  private void add(Section section) {
    section(section.title()).addAll(section.blocks());
  }

  private List<Block> section(String title) {
    List<Block> blocks = sections.get(title);
    if (blocks == null) {
      throw new IllegalArgumentException("pages have no section " + title);
    }
    return blocks;
  }

  private void addCommand(Program command) {
    boolean hasPage = command.name().indexOf(' ') == command.name().lastIndexOf(' ');
    String see = hasPage ? " See " + command.page() + "(1)." : "";
    section("COMMANDS")
        .add(new Block.Definition("`" + command.word() + "`", sentence(command.purpose()) + see));
    if (!hasPage) {
      command.options().forEach(option -> section("COMMANDS").add(definition(option)));
    }
  }

  private static Block.Definition definition(ProgramOption option) {
    StringBuilder term = new StringBuilder();
    for (String spelling : option.spellings()) {
      term.append(term.isEmpty() ? "`" : ", `").append(spelling).append('`');
    }
    if (option.takesArgument()) {
      term.append(" *").append(option.argument()).append('*');
    }
    return new Block.Definition(
        term.toString(), sentence(option.details().replaceAll("\\s+", " ")));
  }

  /** With a capital letter, unless it is a literal word, and a full stop. */
  static String sentence(String words) {
    String text = words.strip();
    String first = text.substring(0, text.offsetByCodePoints(0, 1));
    String end = text.endsWith(".") || text.endsWith("?") ? "" : ".";
    return first.toUpperCase(java.util.Locale.ROOT) + text.substring(first.length()) + end;
  }

  private Page page(String name) {
    List<Section> full = new ArrayList<>();
    sections.forEach(
        (title, blocks) -> {
          if (!blocks.isEmpty()) {
            full.add(new Section(title, blocks));
          }
        });
    return new Page(name, 1, full);
  }
}
