package io.vnetctl.cli;

import io.vnetctl.cli.report.PrintableText;
import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.ConsoleClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * A conversation with a console of which only the data of answers is printed, as lines, and events
 * as they come. Caller's thread, and that of the connection.
 */
final class ConsoleLines implements AutoCloseable {
  private final ConsoleClient console;
  private final PrintWriter out;

  private ConsoleLines(ConsoleClient console, PrintWriter out) {
    this.console = console;
    this.out = out;
  }

  /**
   * Connects.
   *
   * @param out takes data and events; borrowed
   */
  static ConsoleLines connect(Path socket, PrintWriter out) throws IOException {
    return new ConsoleLines(ConsoleClient.connect(socket, line -> print(out, line)), out);
  }

  /** What became of a line. */
  sealed interface Outcome {
    /** It was done. */
    record Done() implements Outcome {}

    /** The switch did not do it, for this reason. */
    record Refused(String why) implements Outcome {}

    /** The switch has no such command. */
    record Unknown(String why) implements Outcome {}
  }

  /**
   * Has the switch carry out a line, and prints its data.
   *
   * @throws IOException if the switch has gone, or does not answer
   */
  Outcome run(String line) throws IOException {
    Answer answer = ShutdownWait.run(console, line);
    answer.data().forEach(it -> print(out, it));
    if (answer.succeeded()) {
      return new Outcome.Done();
    }
    String command = line.strip().split("\\s+")[0];
    if (CommandHint.isUnknown(answer)) {
      String meant =
          CommandHint.meant(line, ConsoleHelp.parse(console.run("help").data()))
              .map("did you mean %s?"::formatted)
              .orElse("'help' lists all there are");
      return new Outcome.Unknown("the switch has no command '%s'; %s".formatted(command, meant));
    }
    return new Outcome.Refused(
        "%s: %s; 'help %s' shows what it takes".formatted(line.strip(), answer.text(), command));
  }

  private static void print(PrintWriter out, String line) {
    out.println(PrintableText.escape(line, ""));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    console.close();
  }
}
