package io.vnetctl.cli.requirements;

import io.vnetctl.cli.peers.Eventually;
import java.util.ArrayList;
import java.util.List;

/** What {@code create -X} has said: {@code tap;bridge;qemusock;qemumgmt;pid;state}. */
record Switch(
    Host host,
    String tap,
    String bridge,
    String qemuSock,
    String qemuMgmt,
    String pid,
    String state) {

  /** Makes one: {@code -X create} and more words. */
  static Switch create(Host host, String... words) {
    List<String> all = new ArrayList<>(List.of("-X", "create"));
    all.addAll(List.of(words));
    return of(host, host.vnetctl(all.toArray(String[]::new)).run().expect(0).out());
  }

  /** Whether the process of the switch lives. */
  boolean isRunning() {
    return host.isRunning(pid);
  }

  /** Sends a signal to its process, such as STOP. */
  void signal(String name) {
    host.run("kill", "-" + name, pid);
  }

  /** SIGKILL; returns when it is dead. Its files and its TAP stay. */
  void kill() {
    signal("KILL");
    Eventually.await(() -> !isRunning(), () -> "pid " + pid + " goes on");
  }

  static Switch of(Host host, String record) {
    String[] fields = record.strip().split(";", -1);
    if (fields.length != 6) {
      throw new AssertionError("not the record of a created switch: " + record);
    }
    return new Switch(host, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
  }
}
