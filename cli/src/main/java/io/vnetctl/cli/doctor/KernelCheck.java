package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernel has to have: bridges and TAPs, built in or as a module. */
record KernelCheck() implements Check {
  @Override
  public String name() {
    return "kernel";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    String release = host.line("/proc/sys/kernel/osrelease").orElse("");
    List<Finding> findings = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      if (!feature.isThere(host, release)) {
        findings.add(
            Finding.fail(
                "kernel " + release + " has no module " + feature.module,
                feature.why,
                "sudo modprobe "
                    + feature.module
                    + ", or install the kernel's package of modules"));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("kernel " + release + " has bridges and TAPs"))
        : findings;
  }

  /** A module, and where it shows once it is there. */
  private enum Feature {
    BRIDGE("bridge", "create cannot make a bridge", "/sys/module/bridge", "/proc/sys/net/bridge"),
    TUN("tun", "create cannot make a TAP", "/sys/class/misc/tun", "/sys/module/tun");

    private final String module;
    private final String why;
    private final List<String> signs;

    Feature(String module, String why, String... signs) {
      this.module = module;
      this.why = why;
      this.signs = List.of(signs);
    }

    private boolean isThere(Surroundings host, String release) throws IOException {
      if (signs.stream().anyMatch(host::exists)) {
        return true;
      }
      for (String list : List.of("modules.builtin", "modules.dep")) {
        Optional<String> line =
            host.lines("/lib/modules/" + release + "/" + list).stream()
                .filter(it -> it.split(":")[0].matches(".*/" + module + "\\.ko(\\.\\w+)?"))
                .findFirst();
        if (line.isPresent()) {
          return true;
        }
      }
      return false;
    }
  }
}
