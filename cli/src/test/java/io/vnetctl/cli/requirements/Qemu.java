package io.vnetctl.cli.requirements;

import java.util.ArrayList;
import java.util.List;

/** QEMU as far as it plugs into a switch; its processor does not start. */
final class Qemu {
  private static final List<String> IDLE =
      List.of("-machine", "q35", "-nodefaults", "-display", "none", "-S");

  private Qemu() {}

  static String[] words(String... network) {
    List<String> words = new ArrayList<>(List.of("qemu-system-x86_64"));
    words.addAll(idle(network));
    return words.toArray(String[]::new);
  }

  /** The same without the program's name. */
  static List<String> idle(String... network) {
    List<String> words = new ArrayList<>(IDLE);
    words.addAll(List.of(network));
    return words;
  }
}
