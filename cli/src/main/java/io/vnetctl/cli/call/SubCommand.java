package io.vnetctl.cli.call;

import java.util.Locale;
import java.util.Optional;

/**
 * The commands of vnetctl that ctys-vnetctl does not have and whose options are their own. Each is
 * a class of its own beside {@code VnetctlCommands}; here they have only their names, so that no
 * other call loads what they need.
 */
public enum SubCommand implements CommandName {
  SWITCH(Topic.SWITCH, "run a switch, with the options of vde_switch"),
  RESTART(Topic.SWITCH, "have a switch go on in a new process, nobody reconnects"),
  RELOAD(Topic.SWITCH, "have a switch read its configuration file once more"),
  CONSOLE(Topic.SWITCH, "give commands to the console of a switch"),
  CONFIG(Topic.SWITCH, "check a configuration file, or save to it what is so now"),
  QEMU_ARGS(Topic.SWITCH, "print options for QEMU that connect a guest to the switch"),
  DEMO(Topic.PROGRAM, "see it work: a switch, a TAP and hosts in a network of its own"),
  HELP(Topic.PROGRAM, "explain a command");

  private final Topic topic;
  private final String sentence;

  SubCommand(Topic topic, String sentence) {
    this.topic = topic;
    this.sentence = sentence;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public Topic topic() {
    return topic;
  }

  /** The one of a word, in upper or lower case. */
  public static Optional<SubCommand> of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    for (SubCommand command : values()) {
      if (command.word().equals(lower)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }
}
