package io.vnetctl.cli.host;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.privilege.NetworkSession;
import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.tap.netlink.LinkState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns what was asked for and what was seen into a {@link Plan}. Looks at nothing itself.
 *
 * @param remoteParts what would become unreachable with the network, by what it is ("the program
 *     /nfs/bin/vnetctl"), and the kind of its file system (R126)
 */
record Planner(
    Call call,
    Owner owner,
    SwitchPaths paths,
    SwitchProgram program,
    NetworkSession session,
    Map<String, String> remoteParts) {
  private static final String TAP = "tap";

  /**
   * Plans a switch where there is none.
   *
   * @param links all interfaces
   * @param leftovers TAPs of this switch's predecessors
   * @param hasFiles whether there are files at its paths, which can only be a predecessor's
   * @throws CallException status 1 if it must not or cannot be done as asked for
   */
  Plan plan(List<LinkState> links, NicFacts facts, List<LinkId> leftovers, boolean hasFiles)
      throws CallException {
    BridgeChoice choice = BridgeChoice.of(links, call.bridge(), call.nic(), facts);
    List<String> warnings = new ArrayList<>(choice.warnings());
    if (!leftovers.isEmpty()) {
      warnings.add(
          "an earlier switch left %s, which stay as they are; 'vnetctl cancel' removes them"
              .formatted(
                  leftovers.stream()
                      .map(tap -> "TAP=" + tap.name())
                      .collect(Collectors.joining(" "))));
    }
    List<Step> steps = new ArrayList<>();
    switch (choice) {
      case BridgeChoice.Existing(LinkState bridge, List<String> _) ->
          steps.add(new Step.UseBridge(new LinkId(bridge.name(), bridge.index()), bridge.mtu()));
      case BridgeChoice.New(String name, Optional<LinkState> nic, List<String> _) -> {
        if (nic.isPresent()) {
          checkMove(name, nic.get());
        }
        steps.add(
            new Step.MakeBridge(
                name, nic.map(link -> new LinkId(link.name(), link.index())), call.keepIp()));
      }
    }
    if (hasFiles) {
      steps.add(new Step.RemoveStale(paths));
    }
    steps.add(new Step.MakeTap(freeTapName(links), owner));
    steps.add(new Step.JoinBridge(choice.bridgeName()));
    steps.add(new Step.StartSwitch(program, paths, owner));
    steps.add(new Step.Restrict(paths, owner, call.group().isPresent()));
    return new Plan(steps, warnings);
  }

  /** A move of the NIC cuts off whoever comes over it, if it goes wrong (R76, R126). */
  private void checkMove(String bridge, LinkState nic) throws CallException {
    if (call.force()) {
      return;
    }
    if (session.overNetwork()) {
      throw CallException.failed(
          ("bridge=%s has to be made of interface=%s, and this session comes over the network%s: if"
                  + " that goes wrong, the host cannot be reached any more. Say -f to do it all the"
                  + " same%s, do it at the host itself, or name a bridge that exists with -b")
              .formatted(
                  bridge,
                  nic.name(),
                  session.peer().map(peer -> " from " + peer).orElse(""),
                  call.rollbackTimeout().isZero()
                      ? ""
                      : " (what does not work is taken back after %d s)"
                          .formatted(call.rollbackTimeout().toSeconds())));
    }
    if (!remoteParts.isEmpty()) {
      throw CallException.failed(
          ("bridge=%s has to be made of interface=%s, which interrupts the network for a moment, and"
                  + " %s; install it on this host, or say -f to do it all the same")
              .formatted(
                  bridge,
                  nic.name(),
                  remoteParts.entrySet().stream()
                      .map(part -> part.getKey() + " comes over it (" + part.getValue() + ")")
                      .collect(Collectors.joining(", "))));
    }
  }

  private static String freeTapName(List<LinkState> links) {
    Set<String> names = links.stream().map(LinkState::name).collect(Collectors.toSet());
    int number = 0;
    while (names.contains(TAP + number)) {
      number++;
    }
    return TAP + number;
  }
}
