package io.vnetctl.cli.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a process shows of itself, read as that of a switch (R57): see {@link ProcessTitle}. It may
 * say anything, so whose process it is has to be asked too.
 *
 * @param words of its command line; none if it has ended
 */
public record SwitchTitle(List<String> words) {
  private static final String PROGRAM = "vde_switch";

  /** How the switch of this project looks until it has its title. */
  private static final String MAIN_CLASS = "io.vnetctl.cli.VdeSwitchMain";

  /** Copies the list. */
  public SwitchTitle {
    words = List.copyOf(words);
  }

  /** Reads {@code /proc/PID/cmdline} (proc_pid_cmdline(5)). */
  public static SwitchTitle parse(byte[] commandLine) {
    return new SwitchTitle(
        commandLine.length == 0
            ? List.of()
            : List.of(new String(commandLine, StandardCharsets.UTF_8).split("\0")));
  }

  /**
   * Whether that is a switch: the program itself, also where it shows one word for all, or what
   * runs it, the shell of its launcher and then Java. Not what only has its name as an argument.
   */
  public boolean isSwitch() {
    if (words.isEmpty()) {
      return false;
    }
    String program = lastName(words.getFirst());
    return program.equals(PROGRAM)
        || words.getFirst().startsWith(PROGRAM + " ")
        || program.equals("sh") && words.size() > 1 && lastName(words.get(1)).equals(PROGRAM)
        || program.equals("java") && words.contains(MAIN_CLASS);
  }

  /** Whether one of the words is this path. */
  public boolean names(Path path) {
    return words.contains(path.toString());
  }

  /** The TAP that the switch was started with. */
  public Optional<String> tap() {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (List.of("-t", "-tap", "--tap").contains(words.get(i))) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
