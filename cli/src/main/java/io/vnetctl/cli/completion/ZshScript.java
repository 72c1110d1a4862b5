package io.vnetctl.cli.completion;

import io.vnetctl.cli.programs.Program;
import io.vnetctl.cli.programs.Program.Position;
import io.vnetctl.cli.programs.ProgramOption;
import io.vnetctl.cli.programs.WordKind;
import java.util.List;
import java.util.Map;

/** Completion of one program in zsh, for a folder of fpath. */
final class ZshScript {
  private final Grammar grammar;
  private final StringBuilder text = new StringBuilder();

  private ZshScript(Grammar grammar) {
    this.grammar = grammar;
  }

  static String of(Grammar grammar, Map<WordKind, List<String>> words) {
    ZshScript script = new ZshScript(grammar);
    String name = grammar.program().name();
    script.line("#compdef " + name);
    script.line("# Completion of %s in zsh, made of its tables of options.".formatted(name));
    script.line("");
    script.text.append(WordSources.of("zsh", words));
    script.line("");
    script.function(name);
    script.line("_%s \"$@\"".formatted(name));
    return script.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void function(String name) {
    line("_%s() {".formatted(name));
    line("  local command= word context state state_descr line ret=1");
    line("  local -a found");
    line("  local -A opt_args");
    line("  integer i");
    line("  for ((i = 2; i < CURRENT; i++)); do");
    line("    word=$words[i]");
    line("    case $command:$word in");
    List<String> all = grammar.arguments().values().stream().flatMap(List::stream).toList();
    if (!all.isEmpty()) {
      line("      (%s) ((i++)) ;;".formatted(Grammar.alternatives(all)));
    }
    List<String> first = grammar.firstWords();
    List<String> commands = first.stream().filter(pattern -> pattern.startsWith(":")).toList();
    List<String> nested = first.stream().filter(pattern -> !pattern.startsWith(":")).toList();
    if (!commands.isEmpty()) {
      line("      (%s) ((i == 2)) && command=$word ;;".formatted(Grammar.alternatives(commands)));
    }
    if (!nested.isEmpty()) {
      line("      (%s) command+=\" $word\" ;;".formatted(Grammar.alternatives(nested)));
    }
    line("    esac");
    if (!grammar.freeWords().isEmpty()) {
      line("    case $command:${(L)word} in");
      line("      (%s) command=${(L)word} ;;".formatted(Grammar.alternatives(grammar.freeWords())));
      line("    esac");
    }
    line("  done");
    line("  case $command in");
    grammar.states().forEach(this::state);
    line("  esac");
    line("  return ret");
    line("}");
    line("");
  }

  private void state(Grammar.State state) {
    String command = state.command().isEmpty() ? "''" : Grammar.quoted(state.command());
    line("    (%s)".formatted(command));
    line("      _arguments -S : \\");
    state.program().options().forEach(this::option);
    WordKind operands = state.program().operands();
    if (operands != WordKind.PLAIN) {
      line("        '*: : __vnetctl_offer %s' && ret=0".formatted(operands.word()));
    } else if (state.program().commands().isEmpty()) {
      line("        '*: :' && ret=0");
    } else {
      line("        '*: :->commands' && ret=0");
      line("      if [[ $state == commands ]]; then");
      line("        found=(");
      describe(state, Position.ANYWHERE);
      line("        )");
      boolean top = state.command().isEmpty();
      line("        %sfound+=(".formatted(top ? "((CURRENT == 2)) && " : ""));
      describe(state, Position.FIRST);
      line("        )");
      line("        _describe -t commands command found && ret=0");
      line("      fi");
    }
    line("      ;;");
  }

  private void describe(Grammar.State state, Position position) {
    for (Program command : state.program().commands()) {
      if (command.position() == position) {
        line("          '%s:%s'".formatted(command.word(), escaped(command.purpose())));
      }
    }
  }

  private void option(ProgramOption option) {
    WordKind kind = WordKind.of(option).orElse(WordKind.PLAIN);
    for (String spelling : option.spellings()) {
      String equals = option.takesArgument() && spelling.startsWith("--") ? "=" : "";
      String argument =
          option.takesArgument()
              ? ":%s:%s"
                  .formatted(
                      escaped(option.argument()),
                      kind == WordKind.PLAIN ? " " : " __vnetctl_offer " + kind.word())
              : "";
      line(
          "        '*%s%s[%s]%s' \\"
              .formatted(spelling, equals, escaped(option.sentence()), argument));
    }
  }

  /** Inside of single quotes and a specification of _arguments. */
  private static String escaped(String words) {
    return words
        .replace("\\", "\\\\")
        .replace(":", "\\:")
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace("'", "'\\''");
  }
}
