package io.vnetctl.cli.doctor;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.host.InterruptedCalls;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.SocketProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What switches and calls that were killed have left. */
record StaleStateCheck() implements Check {
  /** IFF_PERSIST of linux/if_tun.h. */
  private static final long PERSISTENT = 0x800;

  @Override
  public String name() {
    return "stale-state";
  }

  @Override
  public List<Finding> look(Surroundings host) {
    List<Finding> findings = new ArrayList<>();
    try {
      SwitchPaths paths = SwitchPaths.of(host.call(), host.caller(), host.settings());
      String cancel = "vnetctl -u " + paths.owner() + " cancel";
      for (Path socket : List.of(paths.ctl(), paths.qemuMgmt())) {
        Path there = host.file(socket.toString());
        if (Files.exists(there) && SocketProbe.stream(there) == SocketProbe.State.DANGLING) {
          findings.add(
              Finding.warn(
                  "nobody listens at " + socket,
                  "its switch was killed; create replaces it, guests that ran have to be started"
                      + " again",
                  "sudo " + cancel));
        }
      }
      host.number(paths.pidFile().toString())
          .filter(pid -> !isAlive(pid, host))
          .ifPresent(
              pid ->
                  findings.add(
                      Finding.warn(
                          paths.pidFile() + " names process " + pid + ", which is gone",
                          "its switch was killed",
                          "sudo " + cancel)));
    } catch (CallException unusable) {
      // the check of socket paths tells that
    }
    for (Path sock :
        InterruptedCalls.controlDirectories(host.caller(), host.settings().socketBase())) {
      findings.add(
          Finding.warn(
              "a call for " + sock + " was killed before its end",
              "what it had made is still there; the next create or cancel takes it back",
              "sudo vnetctl -s " + sock + " cancel"));
    }
    for (String link : host.links()) {
      if (isLeft(link, host)) {
        findings.add(
            Finding.warn(
                "TAP " + link + " is used by no program",
                "a switch that was killed may have left it",
                "sudo ip link delete " + link));
      }
    }
    return findings.isEmpty() ? List.of(Finding.ok("nothing is left of others")) : findings;
  }

  /** A process that nobody has reaped is dead, too (state of proc_pid_stat(5)). */
  private static boolean isAlive(long pid, Surroundings host) {
    return host.line("/proc/" + pid + "/stat")
        .filter(stat -> !stat.matches(".*\\) [ZX] .*"))
        .isPresent();
  }

  /** Persistent, set up, and without a program at its other end: then it has no carrier. */
  private static boolean isLeft(String link, Surroundings host) {
    boolean persistent =
        host.line(Surroundings.link(link, "tun_flags"))
            .filter(flags -> flags.matches("0x[0-9a-fA-F]{1,8}"))
            .map(flags -> (Long.decode(flags) & PERSISTENT) != 0)
            .orElse(false);
    return persistent && host.number(Surroundings.link(link, "carrier")).orElse(1L) == 0;
  }
}
