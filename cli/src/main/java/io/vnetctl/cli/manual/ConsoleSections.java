package io.vnetctl.cli.manual;

import io.vnetctl.vde.console.ConsoleCommand;
import java.util.ArrayList;
import java.util.List;

/** The commands of the console, as a section of the page of the switch, from their table. */
final class ConsoleSections {
  private static final String INTRODUCTION =
      "Commands of the console, see unixterm(1) and unixcmd(1), and of --rcfile. Case matters."
          + " Numbers of ports and VLANs are decimal; an argument in brackets may be left out.";

  private ConsoleSections() {}

  static List<Section> sections() {
    List<Block> blocks = new ArrayList<>(List.of(new Block.Paragraph(INTRODUCTION)));
    for (ConsoleCommand command : ConsoleCommand.all()) {
      String argument = command.syntax().isEmpty() ? "" : " *" + command.syntax() + "*";
      String plugin =
          command.plugin().map(name -> " Only after `plugin/add " + name + "`.").orElse("");
      blocks.add(
          new Block.Definition(
              "`" + command.path() + "`" + argument,
              ProgramPage.sentence(command.help()) + plugin));
    }
    return List.of(new Section("CONSOLE COMMANDS", blocks));
  }
}
