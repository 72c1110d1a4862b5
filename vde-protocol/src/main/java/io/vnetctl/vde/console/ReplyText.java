package io.vnetctl.vde.console;

import io.vnetctl.core.PortCounter;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.control.Reply.EndpointInfo;
import io.vnetctl.core.control.Reply.MacEntry;
import io.vnetctl.core.control.Reply.PortCounters;
import io.vnetctl.core.control.Reply.PortInfo;
import io.vnetctl.core.control.Reply.StpMember;
import io.vnetctl.core.control.Reply.StpTree;
import io.vnetctl.core.control.Reply.VlanInfo;
import io.vnetctl.core.control.Reply.VlanMember;
import io.vnetctl.core.control.StpRole;
import io.vnetctl.core.control.StpState;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Errno;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The switch's answers as VDE prints them, to the byte (spec vde-console, 1.4 and chapter 3). Lines
 * are made one by one as they are asked for, so that a long table costs no more at a time than its
 * reader takes.
 */
final class ReplyText {
  private final Accounts accounts;

  ReplyText(Accounts accounts) {
    this.accounts = accounts;
  }

  /** A whole answer: data block if the command has one, and the status line. */
  Iterator<String> of(Reply reply, boolean data) {
    String status = status(reply instanceof Reply.Failed failed ? errno(failed.failure()) : 0);
    return data ? block(lines(reply), status) : Lines.of(status);
  }

  /** A data block of these lines, and a status line. */
  static Iterator<String> block(Iterator<String> lines, String status) {
    return Lines.concat(Lines.of("0000 DATA END WITH '.'\n"), lines, Lines.of(".\n", status));
  }

  /** The line that tells how a command ended, 0 for well. */
  static String status(int errno) {
    return new Columns().text("1").zeroes(errno, 3).text(" ").text(Errno.text(errno)).end();
  }

  private static int errno(Failure failure) {
    return switch (failure) {
      case INVALID -> Errno.EINVAL;
      case ABSENT -> Errno.ENXIO;
      case EXISTS -> Errno.EEXIST;
      case NO_DEVICE -> Errno.ENODEV;
      case FULL -> Errno.ENOSPC;
      case IN_USE -> Errno.EADDRINUSE;
    };
  }

  private Iterator<String> lines(Reply reply) {
    return switch (reply) {
      case Reply.Done done -> Lines.of();
      case Reply.Failed failed -> Lines.of();
      case Reply.PortSettings s ->
          Lines.of("Numports=" + s.portCount() + "\n", "HUB=" + s.hub() + "\n", "counters=true\n");
      case Reply.PortCreated created ->
          Lines.of(new Columns().text("Port ").zeroes(created.port(), 4).end());
      case Reply.Ports ports -> ports(ports);
      case Reply.MacTableSettings s ->
          Lines.of(
              "Hash size " + s.buckets() + "\n",
              "GC interval " + s.sweepInterval() + " secs\n",
              "GC expire " + s.expiry() + " secs\n",
              "Min persistence " + s.minPersistence() + " secs\n");
      case Reply.MacEntries macs ->
          StreamSupport.stream(macs.entries().spliterator(), false).map(ReplyText::mac).iterator();
      case Reply.StpSettings s -> stpSettings(s.mac(), s.priority(), s.on());
      case Reply.StpSwitched switched ->
          switched.refusedByHub() ? Lines.of("Can't use fstp in hub mode\n") : Lines.of();
      case Reply.StpTrees trees -> Lines.ofEach(trees.trees(), tree -> tree(tree, trees.on()));
      case Reply.Vlans vlans -> Lines.ofEach(vlans.vlans(), ReplyText::vlan);
      case Reply.Limits limits -> LimitText.of(limits);
      case Reply.Counters counters -> Lines.ofEach(counters.ports(), ReplyText::counters);
    };
  }

  /** Each name is looked up once per answer: a table may have thousands of ports of one user. */
  private Iterator<String> ports(Reply.Ports ports) {
    IntFunction<String> users = remembering(uid -> accounts.userName(uid).orElse(""));
    IntFunction<String> groups = remembering(gid -> accounts.groupName(gid).orElse(""));
    return Lines.ofEach(ports.ports(), port -> port(port, users, groups));
  }

  private static Iterator<String> port(
      PortInfo port, IntFunction<String> users, IntFunction<String> groups) {
    Iterator<String> head =
        Lines.of(
            new Columns()
                .text("Port ")
                .zeroes(port.number(), 4)
                .text(" untagged_vlan=")
                .zeroes(port.untaggedVlan(), 4)
                .text(port.active() ? " ACTIVE" : " INACTIVE")
                .text(port.allocatable() ? " - Unnamed" : " - NOT Unnamed")
                .text(" Allocatable")
                .end(),
            new Columns()
                .text(" Current User: ")
                .text(name(port.currentUid(), users))
                .text(" Access Control: (User: ")
                .text(name(port.allowedUid(), users))
                .text(" - Group: ")
                .text(name(port.allowedGid(), groups))
                .text(")")
                .end(),
            traffic(" IN:  pkts ", port.inFrames(), port.inBytes()),
            traffic(" OUT: pkts ", port.outFrames(), port.outBytes()));
    return Lines.concat(head, port.endpoints().stream().map(ReplyText::endpoint).iterator());
  }

  private static String traffic(String head, long frames, long bytes) {
    return new Columns()
        .text(head)
        .right(frames, 10)
        .text("          bytes ")
        .right(bytes, 20)
        .end();
  }

  private static String endpoint(EndpointInfo endpoint) {
    return new Columns()
        .text("  -- endpoint ID ")
        .zeroes(endpoint.id(), 4)
        .text(" module ")
        .left(endpoint.module(), 12)
        .text(": ")
        .foreign(endpoint.description())
        .end();
  }

  private static String mac(MacEntry entry) {
    return new Columns()
        .text("Hash: ")
        .zeroes(entry.bucket(), 4)
        .text(" Addr: ")
        .hexBytes(entry.mac().value(), 6)
        .text(" VLAN ")
        .zeroes(entry.vlan(), 4)
        .text(" to port: ")
        .zeroes(entry.port(), 3)
        .text("  age ")
        .number(entry.ageSeconds())
        .text(" secs")
        .end();
  }

  private static Iterator<String> stpSettings(MacAddress mac, int priority, boolean on) {
    return Lines.of(
        String.format("MAC %s Priority %d (0x%x)\n", mac, priority, priority), "FSTP=" + on + "\n");
  }

  private static Iterator<String> tree(StpTree tree, boolean on) {
    Iterator<String> head =
        Lines.of(
            new Columns()
                .text("FST DATA VLAN ")
                .zeroes(tree.vlan(), 4)
                .text(tree.root() ? " ROOTSWITCH " : "  ")
                .text(on ? "" : "FSTP IS DISABLED")
                .end(),
            new Columns().text(" ++ root ").hexBytes(tree.rootId(), 8).end(),
            new Columns().text(" ++ designated ").hexBytes(tree.designatedId(), 8).end(),
            new Columns()
                .text(" ++ rootport ")
                .zeroes(tree.rootPort(), 4)
                .text(" cost ")
                .number(tree.rootCost())
                .text(" age ")
                .number(tree.ageSeconds())
                .text(" bonusport ")
                .zeroes(tree.bonusPort(), 4)
                .text(" bonuscost ")
                .number(tree.bonusCost())
                .end());
    return Lines.concat(head, tree.members().stream().map(ReplyText::member).iterator());
  }

  private static String member(StpMember member) {
    return new Columns()
        .text(" -- Port ")
        .zeroes(member.port(), 4)
        .text(member.tagged() ? " tagged=1" : " tagged=0")
        .text(" portcost=")
        .number(member.cost())
        .text(" role=")
        .text(role(member.role()))
        .end();
  }

  private static Iterator<String> vlan(VlanInfo vlan) {
    return Lines.concat(
        Lines.of(new Columns().text("VLAN ").zeroes(vlan.vlan(), 4).end()),
        vlan.members().stream().map(ReplyText::member).iterator());
  }

  private static String member(VlanMember member) {
    return new Columns()
        .text(" -- Port ")
        .zeroes(member.port(), 4)
        .text(member.tagged() ? " tagged=1" : " tagged=0")
        .text(member.active() ? " active=1" : " active=0")
        .text(" status=")
        .text(state(member.state()))
        .end();
  }

  private static Iterator<String> counters(PortCounters port) {
    return Stream.of(PortCounter.values())
        .map(
            counter ->
                new Columns()
                    .text("Port ")
                    .zeroes(port.port(), 4)
                    .text(" ")
                    .left(counter.name().toLowerCase(Locale.ROOT), 16)
                    .text(" ")
                    .right(port.values().getOrDefault(counter, 0L), 20)
                    .end())
        .iterator();
  }

  private static String role(StpRole role) {
    return switch (role) {
      case ROOT -> "Root";
      case DESIGNATED -> "Designated";
      case ALTERNATE_OR_BACKUP -> "Alternate/Backup";
      case EDGE -> "Edge";
      case UNKNOWN -> "Unknown";
    };
  }

  private static String state(StpState state) {
    return switch (state) {
      case DISCARDING -> "Discarding";
      case LEARNING -> "Learning";
      case FORWARDING -> "Forwarding";
    };
  }

  private static String name(OptionalInt number, IntFunction<String> names) {
    return number.isPresent() ? names.apply(number.getAsInt()) : "NONE";
  }

  private static IntFunction<String> remembering(IntFunction<String> lookUp) {
    Map<Integer, String> known = new HashMap<>();
    return number ->
        known.computeIfAbsent(
            number,
            n -> {
              String name = Columns.bytesOf(lookUp.apply(n));
              return name.isEmpty() ? Integer.toUnsignedString(n) : name;
            });
  }
}
