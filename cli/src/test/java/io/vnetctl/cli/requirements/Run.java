package io.vnetctl.cli.requirements;

import io.vnetctl.cli.peers.PeerProcess;
import io.vnetctl.cli.peers.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A command on a {@link Host}, and how it is to be run. */
final class Run {
  /** What must not leak from whoever runs the tests into the host. */
  private static final List<String> FOREIGN =
      List.of(
          "SSH_CONNECTION",
          "SSH_CLIENT",
          "SSH_TTY",
          "SUDO_USER",
          "SUDO_UID",
          "QEMUSOCK",
          "QEMUMGMT",
          "CTYS_SOCKBASE",
          "CTYS_LIBPATH",
          "CTYS_MANVIEWER",
          "CTYS_REMOTE_TOOL",
          "CTYS_SSH",
          "CTYS_XTERM",
          "USE_SUDO",
          "USE_KSU",
          "USE_K5USERS",
          "MYCONFPATH",
          "VDE_SWITCH",
          "NO_COLOR",
          "XDG_RUNTIME_DIR",
          "JAVA_HOME");

  private final Host host;
  private final List<String> command;
  private final Map<String, String> environment = new TreeMap<>(Map.of("HOME", "/root"));
  private List<String> identity = List.of();
  private List<String> launcher = List.of();

  Run(Host host, List<String> command) {
    this.host = host;
    this.command = command;
  }

  Run env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Another user than root. */
  Run as(User user) {
    identity = user.prefix();
    return this;
  }

  /** Has another program run the command, which it finds behind its own words. */
  Run under(List<String> words) {
    launcher = List.copyOf(words);
    return this;
  }

  /** Runs it to its end with an empty standard input. */
  Ended run() {
    try (PeerProcess process = start()) {
      process.closeInput();
      int status = process.awaitExit();
      return new Ended(status, process.output(), process.errors());
    }
  }

  /** Starts it; its standard input stays open. */
  PeerProcess start() {
    List<String> words = new ArrayList<>(host.enter());
    words.add("env");
    FOREIGN.forEach(name -> words.addAll(List.of("-u", name)));
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(identity);
    words.addAll(launcher);
    words.addAll(command);
    return PeerProcess.start(words);
  }
}
