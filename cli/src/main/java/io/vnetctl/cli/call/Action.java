package io.vnetctl.cli.call;

import java.util.Optional;

/** What a call of vnetctl does (spec vnetctl, chapter 2), and what came to it since. */
public enum Action implements CommandName {
  CREATE(
      Topic.NETWORK, "make what a guest's network needs and is not there yet: bridge, TAP, switch"),
  CANCEL(Topic.NETWORK, "remove switch, TAP and sockets, whatever is left of them"),
  CHECK(Topic.NETWORK, "tell by the exit status whether guests can use the switch"),
  DOCTOR(Topic.NETWORK, "check this host for what commonly goes wrong, and say how to mend it"),
  INFO(Topic.STATE, "show what the switch says of itself"),
  PORTS(Topic.STATE, "show the ports of the switch, and who is connected"),
  FDB(Topic.STATE, "show the addresses that the switch has learned, and at which port"),
  VLANS(Topic.STATE, "show the VLANs of the switch, and which ports are in them"),
  LIST(Topic.STATE, "list the switches of all users on this host"),
  LISTALL(Topic.STATE, "list the switches of all users, with the socket of each port"),
  VERSION(Topic.PROGRAM, "print the version");

  /** What a call without an action does (spec vnetctl, chapter 10, decision 1). */
  public static final Action DEFAULT = INFO;

  private final Topic topic;
  private final String sentence;

  Action(Topic topic, String sentence) {
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

  /**
   * The action of a word, in upper or lower case.
   *
   * @param extended whether others than those of ctys count
   */
  static Optional<Action> of(String word, boolean extended) {
    return CommandName.of(word, extended).filter(Action.class::isInstance).map(Action.class::cast);
  }

  /** Whether ctys-vnetctl(1) has it; programs of that name know no other (spec vnetctl, R4). */
  public boolean isOfCtys() {
    return switch (this) {
      case CANCEL, CHECK, CREATE, INFO, PORTS, LIST, LISTALL -> true;
      case DOCTOR, FDB, VLANS, VERSION -> false;
    };
  }

  /** Whether it changes the host; all others neither change anything nor need a privilege. */
  public boolean changesHost() {
    return this == CREATE || this == CANCEL;
  }

  /** Whether an option means something to it. */
  public boolean takes(CallOption option) {
    return switch (option) {
      case BRIDGE, FORCE, DRY_RUN, PRIVILEGE -> changesHost();
      case GROUP, NIC, KEEP_IP, ROLLBACK_TIMEOUT -> this == CREATE;
      case REMOVE_BRIDGE -> this == CANCEL;
      case NO_HEADING -> this == LIST || this == LISTALL || this == FDB || this == VLANS;
      case QEMU_SOCK, QEMU_MGMT, OWNER -> this != VERSION;
      case TIMEOUT -> this != VERSION && this != DOCTOR;
      case TERSE, JSON, QUIET, VERBOSE, DEBUG, REMOTE_USER, HOSTS -> true;
      case HELP, MANUAL, VERSION, REEXEC -> false;
    };
  }
}
