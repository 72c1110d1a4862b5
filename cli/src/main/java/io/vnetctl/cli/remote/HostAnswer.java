package io.vnetctl.cli.remote;

/**
 * What a call on another host came to.
 *
 * @param status that of the call there, or 255 where ssh has none (ssh(1)), or {@link #NOT_STARTED}
 * @param out its standard output
 * @param err its standard error, and that of ssh
 */
record HostAnswer(int status, byte[] out, byte[] err) {
  /** Of ssh: no connection, or no login. */
  static final int NO_CONNECTION = 255;

  /** Of a shell: no such program, or not executable. */
  static final int NOT_FOUND = 127;

  static final int NOT_EXECUTABLE = 126;

  /** Of ours: ssh itself could not be run. */
  static final int NOT_STARTED = -1;

  /** Of ours: no end within the time limit, or more output than the bound. */
  static final int GIVEN_UP = -2;
}
