package io.vnetctl.cli.privilege;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that can start another one as root. In the order in which they are tried. */
enum Mechanism {
  /** ksu(1) of MIT Kerberos; asks nothing where a ticket and root's .k5users allow it. */
  KSU("ksu"),
  /** sudo(8). */
  SUDO("sudo");

  private final String program;

  Mechanism(String program) {
    this.program = program;
  }

  String program() {
    return program;
  }

  /** The word of -Z that switches it on. */
  String word() {
    return name();
  }

  /**
   * Command that runs another one as root.
   *
   * @param path where the mechanism's program is
   * @param mayAsk whether it may ask for a password, which only sudo can be kept from
   */
  List<String> command(Path path, List<String> command, boolean mayAsk) {
    List<String> words = new ArrayList<>(List.of(path.toString()));
    switch (this) {
      case KSU -> words.addAll(List.of("-q", "-e"));
      case SUDO -> words.addAll(mayAsk ? List.of("--") : List.of("-n", "--"));
    }
    words.addAll(command);
    return words;
  }
}
