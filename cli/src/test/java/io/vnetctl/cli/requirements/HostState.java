package io.vnetctl.cli.requirements;

import java.util.List;

/**
 * What create and cancel may change of a {@link Host}, to be compared with what it was before:
 * interfaces, files of switches, journals, and processes of switches. The directory of journals
 * itself may come, and the lock in it.
 *
 * @param lines sorted
 */
record HostState(List<String> lines) {
  private static final String SHOW =
      """
      ip -o link
      find /var/tmp /run \\( \\( -path '/run/.*' -o -path /run/strace \\) -prune \\) -o -printf '%p %y %u %g %m\\n' \
        | grep -v -e 'ctys-vnetctl[^/]* ' -e 'ctys-vnetctl[^/]*/lock ' -e '^/run d '
      pgrep -r R,S,D,T,t -fa '[v]de_switch'
      true
      """;

  static HostState of(Host host) {
    return new HostState(host.run("sh", "-c", SHOW).lines().sorted().toList());
  }
}
