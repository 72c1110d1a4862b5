package io.vnetctl.cli.completion;

import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.ProgramOption;
import io.vnetctl.cli.programs.WordKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What scripts of all shells are made of: the states of a command line and what each offers. */
final class Grammar {
  private final Program program;
  private final List<State> states = new ArrayList<>();

  /**
   * A command line after some command.
   *
   * @param command words of the command behind the program, empty before any
   * @param program what the tables say of it
   */
  record State(String command, Program program) {
    List<String> words(Program.Position position) {
      return program.commands().stream()
          .filter(command -> command.position() == position)
          .map(Program::word)
          .toList();
    }

    List<String> spellings() {
      return program.options().stream().flatMap(option -> option.spellings().stream()).toList();
    }
  }

  Grammar(Program program) {
    this.program = program;
    add("", program);
  }

  private void add(String command, Program of) {
    states.add(new State(command, of));
    for (Program sub : of.commands()) {
      add((command + " " + sub.word()).strip(), sub);
    }
  }

  Program program() {
    return program;
  }

  List<State> states() {
    return states;
  }

  /** Patterns {@code command:option} of all options that take an argument, by its kind. */
  Map<WordKind, List<String>> arguments() {
    Map<WordKind, List<String>> patterns = new LinkedHashMap<>();
    for (State state : states) {
      for (ProgramOption option : state.program().options()) {
        if (option.takesArgument()) {
          WordKind kind = WordKind.of(option).orElse(WordKind.PLAIN);
          for (String spelling : option.spellings()) {
            patterns
                .computeIfAbsent(kind, _ -> new ArrayList<>())
                .add(quoted(state.command()) + ":" + spelling);
          }
        }
      }
    }
    return patterns;
  }

  /** Patterns {@code command:word} of the commands that follow right behind another word. */
  List<String> firstWords() {
    return patterns(Program.Position.FIRST);
  }

  /** Patterns of those that may stand anywhere, in lower case. */
  List<String> freeWords() {
    return patterns(Program.Position.ANYWHERE);
  }

  private List<String> patterns(Program.Position position) {
    return states.stream()
        .flatMap(
            state ->
                state.words(position).stream().map(word -> quoted(state.command()) + ":" + word))
        .toList();
  }

  /** As a pattern of a shell. */
  static String quoted(String command) {
    return command.contains(" ") ? "'" + command + "'" : command;
  }

  static String alternatives(List<String> patterns) {
    return patterns.stream().collect(Collectors.joining("|"));
  }
}
