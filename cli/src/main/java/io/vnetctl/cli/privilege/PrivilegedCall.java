package io.vnetctl.cli.privilege;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallOption;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a call as root gets them: nothing is left to root's settings or to guesses. */
final class PrivilegedCall {
  private final List<String> words = new ArrayList<>();

  private PrivilegedCall() {}

  /** Words that mean the same for whoever runs them. */
  static List<String> words(Call call, SwitchPaths paths, Owner owner, NetworkSession session) {
    PrivilegedCall privileged = new PrivilegedCall();
    privileged.words.add(call.action().word());
    privileged.take(CallOption.QEMU_SOCK, paths.qemuSock().toString());
    privileged.take(CallOption.QEMU_MGMT, paths.qemuMgmt().toString());
    privileged.take(CallOption.OWNER, owner.name() + ":" + owner.group());
    privileged.take(CallOption.BRIDGE, call.bridge());
    privileged.take(CallOption.NIC, call.nic());
    privileged.take(CallOption.GROUP, call.group());
    privileged.take(CallOption.FORCE, call.force());
    privileged.take(CallOption.TERSE, call.terse());
    privileged.take(CallOption.NO_HEADING, call.noHeading());
    privileged.take(CallOption.JSON, call.json());
    privileged.take(CallOption.REMOVE_BRIDGE, call.removeBridge());
    privileged.take(CallOption.KEEP_IP, call.keepIp());
    privileged.take(CallOption.DEBUG, call.debug().text());
    privileged.take(CallOption.ROLLBACK_TIMEOUT, seconds(call.rollbackTimeout()));
    privileged.take(CallOption.TIMEOUT, seconds(call.timeout()));
    privileged.words.add(CallOption.REEXEC.word() + "=" + session.told().text());
    return List.copyOf(privileged.words);
  }

  private void take(CallOption option, String value) {
    words.add(option.word());
    words.add(value);
  }

  private void take(CallOption option, Optional<String> value) {
    value.ifPresent(text -> take(option, text));
  }

  private void take(CallOption option, boolean given) {
    if (given) {
      words.add(option.word());
    }
  }

  private static String seconds(Duration duration) {
    String nanos = Integer.toString(duration.getNano());
    return duration.toSeconds() + "." + "0".repeat(9 - nanos.length()) + nanos;
  }
}
