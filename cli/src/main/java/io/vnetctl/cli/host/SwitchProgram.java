package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program that becomes the switch, and the words that it is started with. */
sealed interface SwitchProgram {
  /** The switch of this project, which gives up the rights of root itself. */
  record Own(Path program) implements SwitchProgram {}

  /** Any other with the options of vde_switch 2.3.2, such as that switch itself (R137). */
  record Foreign(Path program) implements SwitchProgram {}

  /** The file that is run. */
  default Path path() {
    return switch (this) {
      case Own(Path program) -> program;
      case Foreign(Path program) -> program;
    };
  }

  /** Where util-linux has it on every distribution. */
  Path SETPRIV = Path.of("/usr/bin/setpriv");

  /**
   * Makes sure that it can be run.
   *
   * @param drop as for {@link #command}
   * @throws CallException status 2, naming what is missing
   */
  default void check(boolean drop) throws CallException {
    switch (this) {
      case Own(Path program) -> requireProgram(program, "install it beside vnetctl");
      case Foreign(Path program) -> {
        requireProgram(program, "set VDE_SWITCH to a program, or unset it");
        if (drop) {
          requireProgram(SETPRIV, "install util-linux, or unset VDE_SWITCH");
        }
      }
    }
  }

  private static void requireProgram(Path program, String advice) throws CallException {
    if (!Files.isRegularFile(program)) {
      throw CallException.missing("there is no program " + program + "; " + advice);
    }
    if (!Files.isExecutable(program)) {
      throw CallException.missing(program + " is not executable; " + advice);
    }
  }

  /**
   * The command line.
   *
   * @param drop whether the process has more rights than the owner's to give up
   * @param pidFile that the switch shall write; a foreign one cannot, as it runs as its owner
   */
  default List<String> command(
      SwitchPaths paths, Owner owner, LinkId tap, boolean drop, Optional<Path> pidFile) {
    List<String> words = new ArrayList<>();
    switch (this) {
      case Own(Path program) -> {
        words.add(program.toString());
        words.addAll(options(paths, tap));
        words.addAll(List.of("--mode", "0600", "--dirmode", "0700"));
        pidFile.ifPresent(file -> words.addAll(List.of("-p", file.toString())));
        if (drop) {
          words.addAll(List.of("--user", numbers(owner)));
        }
      }
      case Foreign(Path program) -> {
        if (drop) {
          words.addAll(
              List.of(
                  SETPRIV.toString(),
                  "--reuid=" + Integer.toUnsignedString(owner.uid()),
                  "--regid=" + Integer.toUnsignedString(owner.gid()),
                  "--clear-groups",
                  "--"));
        }
        words.add(program.toString());
        words.addAll(options(paths, tap));
      }
    }
    return words;
  }

  private static List<String> options(SwitchPaths paths, LinkId tap) {
    return List.of(
        "-d",
        "-t",
        tap.name(),
        "-s",
        paths.qemuSock().toString(),
        "-M",
        paths.qemuMgmt().toString());
  }

  private static String numbers(Owner owner) {
    return Integer.toUnsignedString(owner.uid()) + ":" + Integer.toUnsignedString(owner.gid());
  }
}
