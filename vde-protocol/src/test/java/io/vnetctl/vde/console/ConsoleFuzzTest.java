package io.vnetctl.vde.console;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.vnetctl.core.twin.Mutations;
import io.vnetctl.vde.ErrnoException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Any bytes as the input of a console: each line is understood or refused, and a command for the
 * switch gets a complete answer. What touches files is only parsed.
 */
class ConsoleFuzzTest {
  private static final int FEW_PORTS = 8;

  private final MemorySwitch target;
  private final TestConsole console;
  private final Interpreter interpreter;
  private final CommandGrammar grammar;

  ConsoleFuzzTest() throws ErrnoException {
    target =
        MemorySwitch.of(
            List.of("-n", String.valueOf(FEW_PORTS), "-F"), Path.of("/c"), Path.of("/m"));
    console = target.console();
    Surroundings around = target.surroundings();
    interpreter = new Interpreter(around, Optional.empty());
    grammar = around.plugins().grammar();
  }

  @FuzzTest
  void answersEachLine(byte[] input) {
    InputLines lines = new InputLines();
    lines.add(Unpooled.wrappedBuffer(input));
    for (Optional<InputLines.Line> line = lines.poll(); line.isPresent(); line = lines.poll()) {
      assertTrue(line.get().text().length() <= InputLines.MAX_LINE);
      perform(line.get().text());
    }
    assertTrue(lines.size() <= InputLines.MAX_LINE, () -> lines.size() + " bytes are kept");
    grammar.mayBecomeCommand(lines.rest());
    perform(lines.takeRest().text());
  }

  @Test
  void answersEachLineOfMutations() {
    Mutations.run(ConsoleFuzzTest.class, "answersEachLine", this::answersEachLine);
    console.close();
  }

  private void perform(String text) {
    CommandGrammar.Line line = grammar.parse(text);
    switch (line.request()) {
      case Request.Core core -> assertComplete(text, line);
      case Request.Help help -> assertComplete(text, line);
      case Request.SetPortUser user -> assertComplete(text, line);
      case Request.SetPortGroup group -> assertComplete(text, line);
      case Request.ShowInfo info -> assertComplete(text, line);
      case Request.ShowDataSockets sockets -> assertComplete(text, line);
      default -> {}
    }
  }

  private void assertComplete(String text, CommandGrammar.Line line) {
    Answer answer = interpreter.answer(line, Optional.empty());
    String last = "";
    for (Iterator<String> rows = ((Answer.Text) answer).lines(); rows.hasNext(); ) {
      last = rows.next();
    }
    String end = last;
    assertTrue(end.matches("(?s).*1\\d\\d\\d [^\n]+\n"), () -> text + " ends with " + end);
  }
}
