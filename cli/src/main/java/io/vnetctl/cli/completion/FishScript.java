package io.vnetctl.cli.completion;

import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.Program.Position;
import io.vnetctl.cli.programs.ProgramOption;
import io.vnetctl.cli.programs.WordKind;
import java.util.List;
import java.util.Map;

/** Completion of one program in fish, for a folder of fish_complete_path. */
final class FishScript {
  private final Grammar grammar;
  private final String name;
  private final StringBuilder text = new StringBuilder();

  private FishScript(Grammar grammar) {
    this.grammar = grammar;
    this.name = grammar.program().name();
  }

  static String of(Grammar grammar, Map<WordKind, List<String>> words) {
    FishScript script = new FishScript(grammar);
    script.line(
        "# Completion of %s in fish, made of its tables of options.".formatted(script.name));
    script.line("");
    script.text.append(WordSources.of("fish", words));
    script.line("");
    script.functions();
    script.line("complete -c %s -f".formatted(script.name));
    grammar.states().forEach(script::state);
    return script.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private String function() {
    return "__" + name.replace('-', '_') + "_is";
  }

  private void functions() {
    line("# Succeeds if the words before the cursor have named this command so far.");
    line("function %s".formatted(function()));
    line("    set -l command ''");
    line("    set -l words (commandline -opc)");
    line("    set -l i 2");
    line("    while test $i -le (count $words)");
    line("        set -l word $words[$i]");
    line("        set -l small (string lower -- $word)");
    List<String> all = grammar.arguments().values().stream().flatMap(List::stream).toList();
    test("if", all, "$command:$word", "set i (math $i + 1)");
    List<String> first = grammar.firstWords();
    test(
        all.isEmpty() ? "if" : "else if",
        first.stream().filter(pattern -> pattern.startsWith(":")).toList(),
        "$command:$word",
        "test $i -eq 2; and set command $word");
    test(
        "else if",
        first.stream().filter(pattern -> !pattern.startsWith(":")).toList(),
        "$command:$word",
        "set command \"$command $word\"");
    test("else if", grammar.freeWords(), "$command:$small", "set command $small");
    if (!all.isEmpty() || !first.isEmpty()) {
      line("        end");
    }
    line("        set i (math $i + 1)");
    line("    end");
    line("    test \"$command\" = \"$argv\"");
    line("end");
    line("");
  }

  private void test(String keyword, List<String> patterns, String word, String action) {
    if (!patterns.isEmpty()) {
      line("        %s contains -- \"%s\" %s".formatted(keyword, word, String.join(" ", patterns)));
      line("            %s".formatted(action));
    }
  }

  private void state(Grammar.State state) {
    String condition = "%s %s".formatted(function(), state.command()).strip();
    WordKind operands = state.program().operands();
    if (operands != WordKind.PLAIN) {
      line("complete -c %s -n '%s' %s".formatted(name, condition, argument(operands)));
    }
    for (Program command : state.program().commands()) {
      boolean first = command.position() == Position.FIRST && state.command().isEmpty();
      line(
          "complete -c %s -n '%s%s' -a %s -d %s"
              .formatted(
                  name,
                  condition,
                  first ? "; and test (count (commandline -opc)) -eq 1" : "",
                  command.word(),
                  quoted(command.purpose())));
    }
    for (ProgramOption option : state.program().options()) {
      String argument = "";
      if (option.takesArgument()) {
        argument = " -r " + argument(WordKind.of(option).orElse(WordKind.PLAIN));
      }
      line(
          "complete -c %s -n '%s' %s%s -d %s"
              .formatted(name, condition, spellings(option), argument, quoted(option.sentence())));
    }
  }

  private static String argument(WordKind kind) {
    return switch (kind) {
      case PLAIN -> "-f";
      case FILE -> "-F";
      case DIRECTORY -> "-f -a '(__fish_complete_directories (commandline -ct))'";
      case CONSOLE, CONFIGURATION -> "-F -a '(__vnetctl_words " + kind.word() + ")'";
      case CONTROL_DIRECTORY ->
          "-f -a '(__vnetctl_words control_directory; __fish_complete_directories (commandline -ct))'";
      default -> "-f -a '(__vnetctl_words " + kind.word() + ")'";
    };
  }

  private static String spellings(ProgramOption option) {
    StringBuilder words = new StringBuilder();
    for (String spelling : option.spellings()) {
      String form = spelling.startsWith("--") ? "-l " : spelling.length() == 2 ? "-s " : "-o ";
      words
          .append(words.isEmpty() ? "" : " ")
          .append(form)
          .append(spelling.substring(spelling.startsWith("--") ? 2 : 1));
    }
    return words.toString();
  }

  private static String quoted(String words) {
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
