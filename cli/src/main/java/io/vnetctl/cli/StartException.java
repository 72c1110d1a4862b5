package io.vnetctl.cli;

/** A switch could not be started; what it had made until then is gone. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status of the program
   * @param message one line: what, why, what to do; empty: another process tells it
   */
  StartException(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  int status() {
    return status;
  }
}
