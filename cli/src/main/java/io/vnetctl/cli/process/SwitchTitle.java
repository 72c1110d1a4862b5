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
    return value("t", "tap");
  }

  /** Its control directory, where the command line has one that says where it is. */
  public Optional<Path> directory() {
    return value("s", "sock").filter(path -> path.startsWith("/")).map(Path::of);
  }

  /** Its console, likewise. */
  public Optional<Path> console() {
    return value("M", "mgmt").filter(path -> path.startsWith("/")).map(Path::of);
  }

  /** What an option got, as a word of its own or behind an equals sign. */
  private Optional<String> value(String letter, String name) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (List.of("-" + letter, "-" + name, "--" + name).contains(word)) {
        return Optional.of(i + 1).filter(next -> next < words.size()).map(words::get);
      }
      if (word.startsWith("-" + name + "=") || word.startsWith("--" + name + "=")) {
        return Optional.of(word.substring(word.indexOf('=') + 1));
      }
    }
    return Optional.empty();
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
