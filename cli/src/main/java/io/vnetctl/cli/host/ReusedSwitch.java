package io.vnetctl.cli.host;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.LinkState;
import io.vnetctl.tap.netlink.NetlinkException;
import io.vnetctl.tap.netlink.Rtnetlink;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A functional switch, which create leaves as it is (R46).
 *
 * @param tap empty if it has none in this network
 * @param bridge empty if the TAP is in none
 */
record ReusedSwitch(
    SwitchView.Functional functional,
    SwitchPaths paths,
    Optional<LinkState> tap,
    Optional<LinkState> bridge) {
  private static final int SET_GID = 02000;

  /** Looks at its TAP. */
  static ReusedSwitch of(SwitchView.Functional functional, SwitchPaths paths, Rtnetlink rtnetlink)
      throws NetlinkException {
    Optional<LinkState> tap = Optional.empty();
    for (String name : functional.ports().taps()) {
      if (tap.isEmpty()) {
        tap = rtnetlink.link(name);
      }
    }
    Optional<LinkState> bridge =
        tap.isPresent() && tap.get().isPort()
            ? rtnetlink.link(tap.get().masterIndex())
            : Optional.empty();
    return new ReusedSwitch(functional, paths, tap, bridge);
  }

  /** What create ends with. */
  CreatedSwitch summary() {
    return new CreatedSwitch(
        tap.map(LinkState::name).orElse(""),
        bridgeName(),
        paths,
        functional.info().pid(),
        CreatedSwitch.REUSED);
  }

  private String bridgeName() {
    return bridge.map(LinkState::name).orElse("");
  }

  /** What is otherwise than asked for, a line each. */
  List<String> differences(Call call, Owner owner) {
    String mend = "; 'cancel' it first to have it otherwise";
    List<String> differences = new ArrayList<>();
    if (tap.isEmpty()) {
      differences.add("the switch has no TAP: its guests reach each other only" + mend);
    }
    if (call.bridge().filter(wanted -> !wanted.equals(bridgeName())).isPresent()) {
      differences.add(
          "the switch is in bridge=%s, not in %s as asked for%s"
              .formatted(bridgeName(), call.bridge().get(), mend));
    }
    try {
      Optional<FileStatus> there = UnixFiles.status(paths.qemuSock());
      if (there.isPresent() && there.get().uid() != owner.uid()) {
        differences.add("the switch does not belong to USER=" + owner.name() + mend);
      }
      if (there.isPresent()
          && call.group().isPresent()
          && (there.get().permissions() & SET_GID) == 0) {
        differences.add("the switch has no set-group-ID bit, as -g asks for" + mend);
      }
    } catch (IOException e) {
      differences.add(e.getMessage());
    }
    return differences;
  }
}
