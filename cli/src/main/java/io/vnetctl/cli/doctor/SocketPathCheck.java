package io.vnetctl.cli.doctor;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.settings.SwitchPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Paths of the switch's sockets: 108 bytes at most, in a folder that can be used. */
record SocketPathCheck() implements Check {
  /** What VDE's programs bind in TMPDIR, such as vde.1234567-00000, and its separator. */
  private static final int CLIENT_BYTES = 24;

  @Override
  public String name() {
    return "socket-paths";
  }

  @Override
  public List<Finding> look(Surroundings host) {
    SwitchPaths paths;
    try {
      paths = SwitchPaths.of(host.call(), host.caller(), host.settings());
    } catch (CallException e) {
      return List.of(
          Finding.fail(
              e.getMessage(),
              "the kernel has 108 bytes for the path of a socket (unix(7))",
              "CTYS_SOCKBASE=/var/tmp in ~/.ctys/vnetctl.conf"));
    }
    List<Finding> findings = new ArrayList<>();
    for (Path folder :
        new LinkedHashSet<>(List.of(paths.qemuSock().getParent(), paths.qemuMgmt().getParent()))) {
      Path there = host.file(folder.toString());
      if (!Files.isDirectory(there)) {
        findings.add(
            Finding.fail(
                folder + " does not exist", "no socket can be made there", "mkdir -p " + folder));
      } else if (paths.owner().equals(host.caller().user()) && !Files.isWritable(there)) {
        findings.add(
            Finding.fail(
                folder + " is not writable for " + host.caller().user(),
                "no socket can be made there",
                "CTYS_SOCKBASE=/var/tmp in ~/.ctys/vnetctl.conf"));
      }
    }
    String temporary = host.caller().environment().getOrDefault("TMPDIR", "");
    if (temporary.length() + CLIENT_BYTES > SwitchPaths.MAX_QEMUMGMT_BYTES) {
      findings.add(
          Finding.warn(
              "TMPDIR has " + temporary.length() + " bytes",
              "programs that make sockets there cannot (108 bytes, unix(7))",
              "export TMPDIR=/tmp"));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(paths.qemuSock() + " and " + paths.qemuMgmt()))
        : findings;
  }
}
