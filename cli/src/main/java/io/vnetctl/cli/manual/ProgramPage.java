package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.ExitStatus;
import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.ProgramOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The page of a program or command: what its tables say, between the prose of its resource.
 * Sections that its resource lacks come from that of its kind, such as the exit status of actions.
 */
final class ProgramPage {
  /** Resource of all actions. */
  static final String ACTIONS = "actions";

  /** Resource of all other commands. */
  static final String COMMANDS = "commands";

  private static final String STATUS = "EXIT STATUS";

  private final PageSections sections = new PageSections();

  private ProgramPage() {}

  /**
   * The page of section 1 of the manual.
   *
   * @param otherNames under which the program has the same page
   * @param common resource whose sections stand in where the program's own lacks them
   * @param more sections that other tables say
   */
  static Page of(Program program, List<String> otherNames, String common, List<Section> more) {
    ProgramPage page = new ProgramPage();
    List<Section> own = Prose.of(program.page());
    own.forEach(page.sections::add);
    if (common.equals(ACTIONS) || common.equals(COMMANDS)) {
      page.addStatus(own);
    }
    for (Section section : Prose.of(common)) {
      if (Prose.find(own, section.title()).isEmpty()) {
        page.sections.add(section);
      }
    }
    page.addTables(program, otherNames);
    more.forEach(page.sections::add);
    return new Page(program.page(), 1, page.sections.full());
  }

  private void addStatus(List<Section> own) {
    if (Prose.find(own, STATUS).isEmpty()) {
      for (ExitStatus status : ExitStatus.values()) {
        sections.add(
            STATUS, new Block.Definition(String.valueOf(status.number()), status.meaning()));
      }
    }
  }

  private void addTables(Program program, List<String> otherNames) {
    List<String> names = new ArrayList<>(List.of(program.page()));
    names.addAll(otherNames);
    sections.add("NAME", new Block.Paragraph(String.join(", ", names) + " - " + program.purpose()));
    for (String line : program.synopsis()) {
      sections.add("SYNOPSIS", new Block.Paragraph(("`" + program.name() + "` " + line).strip()));
    }
    if (sections.isEmpty("DESCRIPTION")) {
      sections.add("DESCRIPTION", new Block.Paragraph(sentence(program.purpose())));
    }
    program.commands().forEach(this::addCommand);
    program.options().forEach(option -> sections.add("OPTIONS", definition(option)));
  }

  private void addCommand(Program command) {
    boolean hasPage = command.name().indexOf(' ') == command.name().lastIndexOf(' ');
    String see = hasPage ? " See " + command.page() + "(1)." : "";
    sections.add(
        "COMMANDS",
        new Block.Definition("`" + command.word() + "`", sentence(command.purpose()) + see));
    if (!hasPage) {
      command.options().forEach(option -> sections.add("COMMANDS", definition(option)));
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

  /** With a capital letter and a full stop. */
  static String sentence(String words) {
    String text = words.strip();
    String end = text.endsWith(".") || text.endsWith("?") ? "" : ".";
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + end;
  }
}
