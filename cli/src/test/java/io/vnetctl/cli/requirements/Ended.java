package io.vnetctl.cli.requirements;

import java.util.List;

/** What a program left behind when it ended. */
record Ended(int status, String out, String err) {
  /** Lines of standard output. */
  List<String> lines() {
    return out.lines().toList();
  }

  /** The same, if the status is as expected. */
  Ended expect(int expected) {
    if (status != expected) {
      throw new AssertionError("status " + status + " instead of " + expected + ": " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "status " + status + "\n--- out\n" + out + "--- err\n" + err + "---";
  }
}
