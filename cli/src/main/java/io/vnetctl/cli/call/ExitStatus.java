package io.vnetctl.cli.call;

/**
 * With what a call of vnetctl ends (spec vnetctl, chapter 6): the one table, of which the manual
 * has its section. A switch (vnetctl switch) ends with the statuses of vde_switch(1).
 */
public enum ExitStatus {
  DONE("Done, or there was nothing to do."),
  FAILED(
      "Wrong words: an unknown command or option, a missing argument, one that makes no sense. Refused. Failed, and"
          + " what was begun is undone. The verdict of `check`, `doctor` and `config check` is a bad one."),
  MISSING(
      "Something is missing: the switch or its console, a privilege, a device, a program, a remote host.");

  private final String meaning;

  ExitStatus(String meaning) {
    this.meaning = meaning;
  }

  /** The status itself. */
  public int number() {
    return ordinal();
  }

  /** What it says, in sentences. */
  public String meaning() {
    return meaning;
  }
}
