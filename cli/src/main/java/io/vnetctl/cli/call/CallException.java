package io.vnetctl.cli.call;

/** A call cannot be carried out; nothing that it had begun is left. */
public final class CallException extends Exception {
  /** Wrong arguments, a refusal, or a failure that was undone (spec vnetctl, chapter 6). */
  public static final int FAILED = ExitStatus.FAILED.number();

  /** Something of the surroundings is missing: privilege, device, socket, host. */
  public static final int MISSING = ExitStatus.MISSING.number();

  private static final long serialVersionUID = 1;

  private final int status;

  private CallException(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /**
   * Exit status 1.
   *
   * @param message one line: what, why, what to do
   */
  public static CallException failed(String message) {
    return new CallException(FAILED, message, null);
  }

  /** Exit status 1, with a cause for developers. */
  public static CallException failed(String message, Throwable cause) {
    return new CallException(FAILED, message, cause);
  }

  /** Exit status 2. */
  public static CallException missing(String message) {
    return new CallException(MISSING, message, null);
  }

  /** Exit status 2, with a cause for developers. */
  public static CallException missing(String message, Throwable cause) {
    return new CallException(MISSING, message, cause);
  }

  /** The exit status. */
  public int status() {
    return status;
  }
}
