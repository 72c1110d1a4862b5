package io.vnetctl.vde.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
  private static final int CODE_DIGITS = 4;

  /** What a line takes in memory beside its characters. */
  private static final int LINE_BYTES = 64;

  private final Consumer<Answer> answers;
  private final Consumer<String> events;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private final int limit;
  private int held;
  private boolean inData;

  /**
   * @param answers takes the greeting (its lines are data, its code 0), then one answer a prompt
   * @param events takes asynchronous lines, such as {@code 3021 port/+ 03}
   * @param limit bytes of memory that an unfinished answer may take
   */
  ConsoleDecoder(Consumer<Answer> answers, Consumer<String> events, int limit) {
    this.answers = answers;
    this.events = events;
    this.limit = limit;
  }

  /**
   * Takes the buffer's remaining octets. Borrows the buffer.
   *
   * @throws AnswerTooLongException if there is more than the limit; the decoder is of no more use
   */
  void decode(ByteBuffer octets) throws AnswerTooLongException {
    while (octets.hasRemaining()) {
      byte octet = octets.get();
      held += octet == '\n' ? LINE_BYTES : 1;
      if (held > limit) {
        throw new AnswerTooLongException(limit);
      }
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
    } else if (isEvent(line)) {
      held -= line.length() + LINE_BYTES;
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
    String last = lines.isEmpty() ? "" : lines.getLast();
    if (isResult(last)) {
      lines.removeLast();
      unframe();
      int code = Integer.parseInt(last, 0, CODE_DIGITS, 10);
      answers.accept(new Answer(code, last.substring(CODE_DIGITS + 1), lines));
    } else {
      answers.accept(new Answer(0, "", lines));
    }
    lines.clear();
    held = 0;
  }

  /** {@code 3TTT }, an event's tag in octal. */
  private static boolean isEvent(String line) {
    return hasCode(line, '3', '7');
  }

  /** {@code 1NNN }, success or an errno. */
  private static boolean isResult(String line) {
    return hasCode(line, '1', '9');
  }

  private static boolean hasCode(String line, char first, char lastDigit) {
    if (line.length() <= CODE_DIGITS
        || line.charAt(0) != first
        || line.charAt(CODE_DIGITS) != ' ') {
      return false;
    }
    for (int i = 1; i < CODE_DIGITS; i++) {
      if (line.charAt(i) < '0' || line.charAt(i) > lastDigit) {
        return false;
      }
    }
    return true;
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
