package io.vnetctl.cli.doctor;

/**
 * What a check has found.
 *
 * @param verdict how bad it is
 * @param what is so, in a few words
 * @param why it matters; empty if it is well
 * @param mend the command that mends it; empty if there is nothing to mend
 */
record Finding(Verdict verdict, String what, String why, String mend) {
  /** Whatever is not well can be mended. */
  Finding {
    if ((verdict == Verdict.OK) != (why.isBlank() && mend.isBlank())
        || why.isBlank() != mend.isBlank()) {
      throw new IllegalArgumentException("what, why and how to mend it belong together: " + what);
    }
  }

  /** How bad it is. */
  enum Verdict {
    OK,
    /** Something will be slow, lost or undone. */
    WARN,
    /** Something cannot work. */
    FAIL
  }

  static Finding ok(String what) {
    return new Finding(Verdict.OK, what, "", "");
  }

  static Finding warn(String what, String why, String mend) {
    return new Finding(Verdict.WARN, what, why, mend);
  }

  static Finding fail(String what, String why, String mend) {
    return new Finding(Verdict.FAIL, what, why, mend);
  }
}
