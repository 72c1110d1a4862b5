package io.vnetctl.cli;

import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.ConsoleClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A console on a terminal: line editing, history, completion of commands. Asynchronous lines appear
 * above the line being edited. Ctrl-C clears the line, Ctrl-D leaves.
 */
final class ConsoleShell {
  private static final String PROMPT = "vde$ ";
  private static final int HISTORY_LINES = 1000;
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final Terminal terminal;
  private final CommandCompleter completer = new CommandCompleter();
  private final LineReader reader;
  private final Thread user = Thread.currentThread();
  private boolean over;
  private boolean lost;

  private ConsoleShell(Terminal terminal) {
    this.terminal = terminal;
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .completer(completer)
            // a line goes to the switch as it is: no quotes, escapes or "!" of a shell
            .parser(new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
    try {
      builder.variable(LineReader.HISTORY_FILE, historyFile());
    } catch (IOException noHome) {
      // the history lasts as long as the session
    }
    this.reader = builder.build();
  }

  /**
   * Returns when the user leaves or the switch closes the console.
   *
   * @return exit status
   * @throws IOException if no console answers
   */
  static int run(Path socket) throws IOException {
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(true).graphemeCluster(false).build()) {
      if (terminal.getSize().getColumns() == 0) {
        // a serial line does not know its size
        terminal.setSize(Size.of(COLUMNS, ROWS));
      }
      ConsoleShell shell = new ConsoleShell(terminal);
      try (ConsoleClient console = ConsoleClient.connect(socket, shell.reader::printAbove)) {
        shell.converse(console);
      }
      terminal.flush();
    }
    return 0;
  }

  private void converse(ConsoleClient console) throws IOException {
    console.greeting().forEach(terminal.writer()::println);
    completer.offer(ConsoleHelp.parse(console.run("help").data()));
    console.closed().thenRun(this::lose);
    try {
      while (step(console)) {}
    } catch (EndOfFileException left) {
      // Ctrl-D on an empty line
    } catch (IOException | UserInterruptException unanswered) {
      // the switch has closed the console
    }
    if (leave()) {
      terminal.writer().println("The switch has closed the console.");
    }
    reader.getHistory().save();
  }

  private boolean step(ConsoleClient console) throws IOException {
    String line;
    try {
      line = reader.readLine(PROMPT);
    } catch (UserInterruptException cleared) {
      if (isOver()) {
        throw cleared;
      }
      return true;
    }
    Answer answer = console.run(line);
    answer.data().forEach(terminal.writer()::println);
    if (answer.code() != 0) {
      terminal.writer().println(answer.code() + " " + answer.text());
    }
    CommandHint.of(line, answer, completer.commands()).ifPresent(terminal.writer()::println);
    terminal.flush();
    if (line.startsWith("plugin/")) {
      completer.offer(ConsoleHelp.parse(console.run("help").data()));
    }
    if (answer.code() == Answer.END_OF_SESSION) {
      leave();
      return false;
    }
    return true;
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Called by the console's thread: wakes the user's, which may wait for a key. */
  private synchronized void lose() {
    if (!over) {
      over = true;
      lost = true;
      user.interrupt();
    }
  }

  /** Whether the console was lost before. From now on it makes no difference. */
  private synchronized boolean leave() {
    boolean unexpected = lost;
    over = true;
    lost = false;
    Thread.interrupted();
    return unexpected;
  }

  private static Path historyFile() throws IOException {
    String stateHome = System.getenv("XDG_STATE_HOME");
    Path directory =
        stateHome == null || !stateHome.startsWith("/")
            ? Path.of(System.getProperty("user.home"), ".local", "state", "vnetctl")
            : Path.of(stateHome, "vnetctl");
    return Files.createDirectories(directory).resolve("history");
  }
}
