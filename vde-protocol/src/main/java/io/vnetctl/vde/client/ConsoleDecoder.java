package io.vnetctl.vde.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts what a console sends into answers and asynchronous lines (VDE console, 1 and 2), however it
 * was split on its way. An answer, and the greeting, ends with the prompt. Not thread-safe.
 */
final class ConsoleDecoder {
  private static final String PROMPT = "vde$ ";
  private static final int PROMPT_OCTETS = PROMPT.length();
  private static final String DATA = "0000 ";
  private static final String END_OF_DATA = ".";
  private static final String END_OF_SESSION = "9999 ";
  private static final Pattern EVENT = Pattern.compile("3[0-7]{3} .*");
  private static final Pattern RESULT = Pattern.compile("(1[0-9]{3}) (.*)");

  private final Consumer<Answer> answers;
  private final Consumer<String> events;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private boolean inData;

  /**
   * @param answers takes the greeting (its lines are data, its code 0), then one answer a prompt
   * @param events takes asynchronous lines, such as {@code 3021 port/+ 03}
   */
  ConsoleDecoder(Consumer<Answer> answers, Consumer<String> events) {
    this.answers = answers;
    this.events = events;
  }

  /** Takes the buffer's remaining octets. Borrows the buffer. */
  void decode(ByteBuffer octets) {
    while (octets.hasRemaining()) {
      byte octet = octets.get();
      if (octet == '\n') {
        line(takePartial());
      } else {
        partial.write(octet);
        if (octet == ' ' && partial.size() == PROMPT_OCTETS && atPrompt()) {
          partial.reset();
          prompt();
        }
      }
    }
  }

  /** The connection has ended; a farewell without prompt becomes an answer. */
  void end() {
    String rest = takePartial();
    if (rest.startsWith(END_OF_SESSION)) {
      answers.accept(
          new Answer(Answer.END_OF_SESSION, rest.substring(END_OF_SESSION.length()), lines));
    }
  }

  private boolean atPrompt() {
    return partial.toString(StandardCharsets.UTF_8).equals(PROMPT);
  }

  private String takePartial() {
    String text = partial.toString(StandardCharsets.UTF_8);
    partial.reset();
    return text;
  }

  private void line(String line) {
    if (inData) {
      inData = !line.equals(END_OF_DATA);
      lines.add(line);
    } else if (EVENT.matcher(line).matches()) {
      events.accept(line);
    } else {
      inData = line.startsWith(DATA);
      lines.add(line);
    }
  }

  private void prompt() {
    inData = false;
    if (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    Matcher result = RESULT.matcher(lines.isEmpty() ? "" : lines.getLast());
    if (result.matches()) {
      lines.removeLast();
      unframe();
      answers.accept(new Answer(Integer.parseInt(result.group(1)), result.group(2), lines));
    } else {
      answers.accept(new Answer(0, "", lines));
    }
    lines.clear();
  }

  private void unframe() {
    if (lines.size() >= 2
        && lines.getFirst().startsWith(DATA)
        && lines.indexOf(END_OF_DATA) == lines.size() - 1) {
      lines.removeLast();
      lines.removeFirst();
    }
  }
}
