package io.vnetctl.cli.completion;

import io.vnetctl.cli.programs.Program.Position;
import io.vnetctl.cli.programs.WordKind;
import java.util.List;
import java.util.Map;

/** Completion of one program in bash. Needs nothing but bash, 4.2 or newer. */
final class BashScript {
  private final Grammar grammar;
  private final StringBuilder text = new StringBuilder();

  private BashScript(Grammar grammar) {
    this.grammar = grammar;
  }

  static String of(Grammar grammar, Map<WordKind, List<String>> words) {
    BashScript script = new BashScript(grammar);
    script.line(
        "# Completion of %s in bash, made of its tables of options.".formatted(script.name()));
    script.line("");
    script.text.append(WordSources.of("bash", words));
    script.line("");
    script.function();
    script.line("complete -F _%s %s".formatted(script.name(), script.name()));
    return script.text.toString();
  }

  private String name() {
    return grammar.program().name();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void function() {
    line("_%s()".formatted(name()));
    line("{");
    line("    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}");
    line("    local command= word kind= words= i");
    line("    COMPREPLY=()");
    line("    # bash cuts --option=value in three");
    line(
        "    if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi");
    line("    for ((i = 1; i < COMP_CWORD; i++)); do");
    line("        word=${COMP_WORDS[i]}");
    line("        case $command:$word in");
    Map<WordKind, List<String>> arguments = grammar.arguments();
    List<String> all = arguments.values().stream().flatMap(List::stream).toList();
    if (!all.isEmpty()) {
      line("            %s) ((i++)) ;;".formatted(Grammar.alternatives(all)));
    }
    firstWords();
    line("        esac");
    if (!grammar.freeWords().isEmpty()) {
      line("        case $command:${word,,} in");
      line(
          "            %s) command=${word,,} ;;"
              .formatted(Grammar.alternatives(grammar.freeWords())));
      line("        esac");
    }
    line("    done");
    line("    case $command:$prev in");
    arguments.forEach(
        (kind, patterns) ->
            line("        %s) kind=%s ;;".formatted(Grammar.alternatives(patterns), kind.word())));
    line("    esac");
    line("    [[ $kind ]] && { __vnetctl_offer $kind \"$cur\"; return; }");
    offers();
    line("}");
  }

  private void firstWords() {
    List<String> first = grammar.firstWords();
    List<String> commands = first.stream().filter(word -> word.startsWith(":")).toList();
    List<String> nested = first.stream().filter(word -> !word.startsWith(":")).toList();
    if (!commands.isEmpty()) {
      line(
          "            %s) ((i == 1)) && command=$word ;;"
              .formatted(Grammar.alternatives(commands)));
    }
    if (!nested.isEmpty()) {
      line("            %s) command+=\" $word\" ;;".formatted(Grammar.alternatives(nested)));
    }
  }

  private void offers() {
    line("    case $command:$cur in");
    for (Grammar.State state : grammar.states()) {
      String command = Grammar.quoted(state.command());
      if (!state.spellings().isEmpty()) {
        line(
            "        %s:-*) words='%s' ;;".formatted(command, String.join(" ", state.spellings())));
      }
      String words = words(state);
      if (!words.isEmpty()) {
        line("        %s:*) %s ;;".formatted(command, words));
      }
    }
    line("    esac");
    line("    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")");
  }

  /** What a state offers besides options. */
  private static String words(Grammar.State state) {
    if (state.program().operands() != WordKind.PLAIN) {
      return "__vnetctl_offer " + state.program().operands().word() + " \"$cur\"";
    }
    List<String> free = state.words(Position.ANYWHERE);
    List<String> first = state.words(Position.FIRST);
    if (free.isEmpty() && first.isEmpty()) {
      return "";
    }
    String words = "words='" + String.join(" ", free) + "'";
    boolean top = state.command().isEmpty();
    return first.isEmpty()
        ? words
        : words
            + (top ? "; ((COMP_CWORD == 1)) &&" : ";")
            + " words+=' "
            + String.join(" ", first)
            + "'";
  }
}
