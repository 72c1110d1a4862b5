package io.vnetctl.cli.handover;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.SwitchConfig;
import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.core.state.LimitsState;
import io.vnetctl.core.state.MacStates;
import io.vnetctl.core.state.PortState;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.core.state.VlanState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Writes a {@link Handover} as text, one thing a line, that {@link StateReader} reads: the first
 * line has the version, the last the number of lines before it. Numbers are decimal; MAC addresses
 * and bridge identifiers hexadecimal; {@code -} stands for none. The addresses of the MAC table are
 * not in it, only how many they are: see {@link MacStates}. Users are only named if there is a
 * limit, so that a version that knows none can go on with all others.
 *
 * <pre>
 *  vnetctl-state 2
 *  directory PATH
 *  switch STARTED PORTS HUB FSTP MAC PRIORITY BUCKETS FRAME-BYTES
 *  ageing SWEEP EXPIRY MIN-PERSISTENCE SWEPT
 *  hello LAST COUNT
 *  users PORTS
 *  port PORT VLAN ALLOCATABLE UID GID
 *  count PORT COUNTER VALUE
 *  endpoint PORT ID UID MODULE DESCRIPTION
 *  vlan VLAN MEMBERS DISCARDING
 *  tree VLAN ROOT COST DESIGNATED ITS-PORT ROOT-PORT HEARD-AT
 *       BONUS-PORT BONUS BACKUP EDGE HEARD HEARD-BEFORE
 *  macs COUNT
 *  file ROLE...
 *  end LINES
 * </pre>
 */
final class StateWriter {
  static final String TITLE = "vnetctl-state";
  static final int VERSION = 2;
  static final String NONE = "-";

  /** How lines of open files begin. */
  static final String FILE = "file ";

  /** How the last line begins. */
  static final String END = "end ";

  private final StringBuilder text = new StringBuilder();
  private int lines;

  private StateWriter() {}

  static String write(Handover handover) {
    StateWriter writer = new StateWriter();
    writer.line(TITLE, VERSION);
    writer.line("directory", Word.of(handover.directory().toString()));
    writer.state(handover.state());
    handover.files().forEach(file -> writer.line(FILE + RoleText.of(file.role())));
    writer.line(END + writer.lines);
    return writer.text.toString();
  }

  /** A text that was written, with other open files. */
  static String withFiles(String written, List<Role> files) {
    List<String> lines = new ArrayList<>(List.of(written.split("\n")));
    lines.removeLast();
    lines.removeIf(line -> line.startsWith(FILE));
    files.forEach(role -> lines.add(FILE + RoleText.of(role)));
    lines.add(END + lines.size());
    return String.join("\n", lines) + "\n";
  }

  private void state(SwitchState state) {
    SwitchConfig config = state.config();
    line(
        "switch",
        state.startNanos(),
        config.portCount(),
        flag(config.hub()),
        flag(config.spanningTree()),
        Long.toHexString(config.mac().value()),
        config.priority(),
        config.macBuckets(),
        config.maxFrameBytes());
    SwitchState.AddressAgeing ageing = state.addresses();
    line(
        "ageing",
        ageing.sweepInterval(),
        ageing.expiry(),
        ageing.minPersistence(),
        ageing.sweptAt());
    line("hello", state.hello().lastAt(), state.hello().count());
    limits(state.limits());
    state.ports().forEach(this::port);
    state.vlans().forEach(this::vlan);
    line("macs", state.macs().size());
  }

  private void limits(LimitsState limits) {
    if (limits.portsPerUser() != 0) {
      line("users", limits.portsPerUser());
    }
    limits("all", limits.others());
    limits.own().forEach(this::limits);
    line("shut", numbers(limits.shut()));
  }

  private void limits(Object port, PortLimits limits) {
    line(
        "limits",
        port,
        limits.addresses(),
        limits.floodedFrames(),
        flag(limits.bpduGuard()),
        flag(limits.isolated()));
  }

  private void port(PortState port) {
    line(
        "port",
        port.number(),
        port.untaggedVlan(),
        flag(port.allocatable()),
        number(port.allowedUid()),
        number(port.allowedGid()));
    for (Map.Entry<PortCounter, Long> counter : port.counters().entrySet()) {
      if (counter.getValue() != 0) {
        line("count", port.number(), counter.getKey(), counter.getValue());
      }
    }
    for (EndpointState endpoint : port.endpoints()) {
      line(
          "endpoint",
          port.number(),
          endpoint.id(),
          number(endpoint.uid()),
          Word.of(endpoint.module()),
          Word.of(endpoint.description()));
    }
  }

  private void vlan(VlanState vlan) {
    line("vlan", vlan.id(), numbers(vlan.members()), numbers(vlan.discarding()));
    VlanState.TreeState tree = vlan.tree();
    line(
        "tree",
        vlan.id(),
        Long.toHexString(tree.rootId()),
        tree.rootCost(),
        Long.toHexString(tree.designatedId()),
        tree.designatedPort(),
        tree.rootPort(),
        tree.heardAt(),
        tree.bonusPort(),
        tree.bonusCost(),
        numbers(tree.backup()),
        numbers(tree.edge()),
        numbers(tree.heard()),
        numbers(tree.heardBefore()));
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
  }

  private static String number(OptionalInt number) {
    return number.isPresent() ? String.valueOf(number.getAsInt()) : NONE;
  }

  private static String numbers(BitSet set) {
    return set.isEmpty()
        ? NONE
        : set.stream().mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  private void line(Object... words) {
    for (int i = 0; i < words.length; i++) {
      text.append(i == 0 ? "" : " ").append(words[i]);
    }
    text.append('\n');
    lines++;
  }
}
