package io.vnetctl.cli.host;

import io.vnetctl.cli.settings.Owner;
import io.vnetctl.cli.settings.SwitchPaths;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One step of a plan, as it is shown, carried out and compared (spec vnetctl, chapter 11.2). */
sealed interface Step {
  /** Takes away what a switch left that has gone: sockets, pid file. */
  record RemoveStale(SwitchPaths paths) implements Step {}

  /** Uses a bridge that is there. */
  record UseBridge(LinkId bridge, int mtu) implements Step {}

  /**
   * Makes a bridge.
   *
   * @param nic becomes its uplink and hands its addresses and routes over; empty: none
   */
  record MakeBridge(String bridge, Optional<LinkId> nic, boolean keepIp) implements Step {}

  /**
   * Makes a TAP.
   *
   * @param likelyName the first free name, which somebody else may take first
   */
  record MakeTap(String likelyName, Owner owner) implements Step {}

  /** Makes the TAP a port of the bridge, with its MTU, and sets it up. */
  record JoinBridge(String bridge) implements Step {}

  /** Starts the switch and waits until it serves the TAP. */
  record StartSwitch(SwitchProgram program, SwitchPaths paths, Owner owner) implements Step {}

  /** Closes the sockets to others. */
  record Restrict(SwitchPaths paths, Owner owner, boolean setGroupId) implements Step {}

  /** The step in words. */
  default String text() {
    return switch (this) {
      case RemoveStale(SwitchPaths paths) ->
          "remove what an earlier switch left at QEMUSOCK=%s QEMUMGMT=%s"
              .formatted(paths.qemuSock(), paths.qemuMgmt());
      case UseBridge(LinkId bridge, int mtu) ->
          "use bridge=%s MTU=%d".formatted(bridge.name(), mtu);
      case MakeBridge(String bridge, Optional<LinkId> nic, boolean keepIp) ->
          nic.isEmpty()
              ? "make bridge=%s without an interface".formatted(bridge)
              : "make bridge=%s of interface=%s with its MAC, addresses and routes%s"
                  .formatted(
                      bridge,
                      nic.get().name(),
                      keepIp ? "; the interface keeps its addresses" : "");
      case MakeTap(String name, Owner owner) ->
          "make TAP=%s for USER=%s".formatted(name, owner.name());
      case JoinBridge(String bridge) ->
          "attach the TAP to bridge=%s and set it up".formatted(bridge);
      case StartSwitch(SwitchProgram program, SwitchPaths paths, Owner owner) ->
          "start %s as USER=%s GROUP=%s QEMUSOCK=%s QEMUMGMT=%s"
              .formatted(
                  program.path(), owner.name(), owner.group(), paths.qemuSock(), paths.qemuMgmt());
      case Restrict(SwitchPaths _, Owner owner, boolean setGroupId) ->
          setGroupId
              ? "allow USER=%s only, with the set-group-ID bit for GROUP=%s"
                  .formatted(owner.name(), owner.group())
              : "allow USER=%s only".formatted(owner.name());
    };
  }

  /** The members of --json. */
  default Map<String, Object> json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("step", word());
    switch (this) {
      case RemoveStale(SwitchPaths paths) -> putPaths(members, paths);
      case UseBridge(LinkId bridge, int mtu) -> {
        members.put("ifname", bridge.name());
        members.put("mtu", mtu);
      }
      case MakeBridge(String bridge, Optional<LinkId> nic, boolean keepIp) -> {
        members.put("ifname", bridge);
        members.put("port", nic.map(LinkId::name).orElse(null));
        members.put("keepip", keepIp);
      }
      case MakeTap(String name, Owner owner) -> {
        members.put("ifname", name);
        putOwner(members, owner);
      }
      case JoinBridge(String bridge) -> members.put("master", bridge);
      case StartSwitch(SwitchProgram program, SwitchPaths paths, Owner owner) -> {
        members.put("program", program.path().toString());
        putPaths(members, paths);
        putOwner(members, owner);
      }
      case Restrict(SwitchPaths paths, Owner owner, boolean setGroupId) -> {
        putPaths(members, paths);
        putOwner(members, owner);
        members.put("setgid", setGroupId);
      }
    }
    return members;
  }

  private static void putPaths(Map<String, Object> members, SwitchPaths paths) {
    members.put("sock", paths.qemuSock().toString());
    members.put("mgmt", paths.qemuMgmt().toString());
  }

  private static void putOwner(Map<String, Object> members, Owner owner) {
    members.put("user", owner.name());
    members.put("group", owner.group());
  }

  /** The word by which programs know it. */
  default String word() {
    return switch (this) {
      case RemoveStale _ -> "remove-stale";
      case UseBridge _ -> "use-bridge";
      case MakeBridge _ -> "make-bridge";
      case MakeTap _ -> "make-tap";
      case JoinBridge _ -> "join-bridge";
      case StartSwitch _ -> "start-switch";
      case Restrict _ -> "restrict";
    };
  }
}
