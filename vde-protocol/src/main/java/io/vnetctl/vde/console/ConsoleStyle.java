package io.vnetctl.vde.console;

/**
 * How a console speaks.
 *
 * @param greeting sent first, without prompt
 * @param prompt sent after the greeting and after each reply
 * @param isSession whether {@code logout} and {@code shutdown} are confirmed and end it
 */
record ConsoleStyle(String greeting, String prompt, boolean isSession) {
  private static final String PROMPT = "\nvde$ ";

  /** Of the management socket. */
  static final ConsoleStyle SOCKET = new ConsoleStyle(Interpreter.GREETING, PROMPT, true);

  /** Of standard input, where only a person sees a prompt. */
  static ConsoleStyle standard(boolean terminal) {
    return new ConsoleStyle("", terminal ? PROMPT : "", false);
  }
}
