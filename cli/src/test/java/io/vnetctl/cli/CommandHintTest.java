package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.vde.client.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandHintTest {
  private static final List<ConsoleHelp> COMMANDS =
      List.of(
          new ConsoleHelp("showinfo", ""),
          new ConsoleHelp("port/print", ""),
          new ConsoleHelp("hash/print", ""),
          new ConsoleHelp("vlan/create", ""));

  @ParameterizedTest
  @CsvSource({
    "shwoinfo, (did you mean showinfo?)",
    "port/prnt 5, (did you mean port/print?)",
    "create 7, (did you mean vlan/create?)",
  })
  void whatASwitchDoesNotKnowIsExplained(String line, String hint) {
    assertEquals(Optional.of(hint), of(line, 1038));
  }

  @ParameterizedTest
  @CsvSource({"quit", "exit", "bye", "q"})
  void whoWantsToLeaveIsToldHow(String line) {
    assertEquals(
        Optional.of("(Ctrl-D or logout leaves the console; shutdown stops the switch)"),
        of(line, 1038));
  }

  @Test
  void aCommandThatItKnowsAndOneLikeNothingAreNot() {
    assertEquals(Optional.empty(), of("shwoinfo", 1000));
    assertEquals(Optional.empty(), of("hello", 1038));
  }

  private static Optional<String> of(String line, int code) {
    return CommandHint.of(line, new Answer(code, "", List.of()), COMMANDS);
  }
}
