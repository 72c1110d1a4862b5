package io.vnetctl.cli.requirements;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A user's switch on a {@link Host} with a TAP, made step by step and without a bridge. */
final class SwitchByHand {
  static final String OURS = "ours";
  static final String DEBIANS = "Debian's";

  private final Host host;
  private final String user;
  private final String tap;

  private SwitchByHand(Host host, String user, String tap) {
    this.host = host;
    this.user = user;
    this.tap = tap;
  }

  /** Starts that of this project; returns when it answers. */
  static SwitchByHand start(Host host, String user) {
    return start(OURS, host, user);
  }

  /**
   * Starts one.
   *
   * @param program {@link #OURS} or {@link #DEBIANS}
   */
  static SwitchByHand start(String program, Host host, String user) {
    String tap = host.ours("vde_tunctl", "-b", "-u", user).run().expect(0).out().strip();
    host.ip("link set " + tap + " up");
    SwitchByHand made = new SwitchByHand(host, user, tap);
    made.run(program);
    return made;
  }

  private void run(String program) {
    List<String> words = new ArrayList<>();
    if (program.equals(OURS)) {
      words.addAll(List.of(Host.installed("vde_switch").toString(), "--user", user));
    } else {
      Requirement.program("vde_switch", "vde-switch");
      words.add("/usr/bin/vde_switch");
    }
    words.addAll(List.of("-d", "-t", tap, "-s", sock(), "-M", mgmt(), "-p", pidFile()));
    host.run(words.toArray(String[]::new));
    Eventually.await(
        () -> host.exists(mgmt()) && host.exists(sock() + "/ctl"), () -> "no sockets of " + user);
    if (!program.equals(OURS)) {
      host.run("chown", "-R", user, sock(), mgmt(), pidFile());
      host.run("chmod", "-R", "go-rwxs", sock());
    }
  }

  String tap() {
    return tap;
  }

  String sock() {
    return "/var/tmp/vde_switch0." + user;
  }

  String mgmt() {
    return "/var/tmp/vde_mgmt0." + user;
  }

  private String pidFile() {
    return "/run/vde_mgmt0." + user;
  }

  String pid() {
    try {
      return Files.readString(host.file(pidFile())).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal, such as STOP. */
  void signal(String name) {
    host.run("kill", "-" + name, pid());
  }

  /** SIGKILL; returns when it is dead. Its files stay. */
  void kill() {
    String pid = pid();
    signal("KILL");
    Eventually.await(() -> !host.isRunning(pid), () -> "it goes on");
  }

  /** What the console answers. */
  String ask(String command) {
    return host.ours("unixcmd", "-s", mgmt(), command).run().out().replace("\0", "");
  }

  /** Waits until the port list holds a text. */
  void awaitPort(String text) {
    Eventually.await(() -> ask("port/print").contains(text), () -> ask("port/print"));
  }
}
