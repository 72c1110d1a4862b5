package io.vnetctl.cli.handover;

import java.util.Iterator;

/** A {@link Role} as the words of a line, in both directions. */
final class RoleText {
  private static final String GIVEN = "given";

  private RoleText() {}

  static String of(Role role) {
    return switch (role) {
      case Role.ControlSocket(boolean given) -> given ? "ctl " + GIVEN : "ctl";
      case Role.ConsoleSocket(boolean given) -> given ? "console " + GIVEN : "console";
      case Role.KeptState(int slot) -> "state " + slot;
      case Role.Holder() -> "holder";
      case Role.Control(int endpoint) -> "control " + endpoint;
      case Role.Data(int endpoint) -> "data " + endpoint;
      case Role.Waiting(String request) -> "waiting " + Word.of(request);
      case Role.Tap(int endpoint, boolean header) -> "tap " + endpoint + (header ? " 1" : " 0");
    };
  }

  /** Takes the words of a role, and no more. */
  static Role parse(Iterator<String> words) {
    String kind = words.next();
    return switch (kind) {
      case "ctl" -> new Role.ControlSocket(isGiven(words));
      case "console" -> new Role.ConsoleSocket(isGiven(words));
      case "state" -> new Role.KeptState(Integer.parseInt(words.next()));
      case "holder" -> new Role.Holder();
      case "control" -> new Role.Control(Integer.parseInt(words.next()));
      case "data" -> new Role.Data(Integer.parseInt(words.next()));
      case "waiting" -> new Role.Waiting(Word.text(words.next()));
      case "tap" -> new Role.Tap(Integer.parseInt(words.next()), words.next().equals("1"));
      default -> throw new IllegalArgumentException("unknown kind of file " + kind);
    };
  }

  private static boolean isGiven(Iterator<String> words) {
    if (!words.hasNext()) {
      return false;
    }
    String word = words.next();
    if (!word.equals(GIVEN)) {
      throw new IllegalArgumentException("unknown word " + word);
    }
    return true;
  }
}
