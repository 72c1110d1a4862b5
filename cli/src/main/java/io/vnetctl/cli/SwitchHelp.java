package io.vnetctl.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts of the switch about itself. */
final class SwitchHelp {
  /** Scripts take the first two words; the number is that of the program we stand in for. */
  private static final String VERSION =
      """
      VDE 2.3.2
      vde_switch of vnetctl, which behaves like that version of VDE.
      Licensed under the Apache License 2.0; there is no warranty.
      """;

  private SwitchHelp() {}

  /** All options, line by line. */
  static String usage(String program) {
    return Arrays.stream(SwitchOption.values())
        .map(SwitchOption::help)
        .collect(
            Collectors.joining(
                "",
                """
                Usage: %s [OPTIONS]
                Runs an Ethernet switch that VDE clients and TAP devices connect to.

                """
                    .formatted(program),
                """

                PORT is a number or 'all'; options with it may be given again. N 0 is no limit.
                A long option may have one dash or two. Names that VDE knows may be cut.
                Without --rcfile the first of ~/.vde2/vde_switch.rc and /etc/vde2/vde_switch.rc counts.
                """));
  }

  /** Version and licence. */
  static String version() {
    return VERSION;
  }
}
