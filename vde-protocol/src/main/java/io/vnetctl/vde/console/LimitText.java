package io.vnetctl.vde.console;

import io.vnetctl.core.control.PortLimits;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.control.Reply.PortLimitsInfo;
import java.util.Iterator;

/** Limits of ports as {@code port/limits} prints them; the original has nothing like it. */
final class LimitText {
  private LimitText() {}

  /** A line for each port, one for all others, and one for users. */
  static Iterator<String> of(Reply.Limits limits) {
    Iterator<String> ports = limits.ports().stream().map(LimitText::port).iterator();
    Iterator<String> others =
        limits.others().map(it -> limits(new Columns().text("Others   "), it).end()).stream()
            .iterator();
    Iterator<String> users =
        limits.portsPerUser().stream()
            .mapToObj(it -> new Columns().text("Users     userlimit=").number(it).end())
            .iterator();
    return Lines.concat(ports, others, users);
  }

  private static String port(PortLimitsInfo port) {
    return limits(new Columns().text("Port ").zeroes(port.port(), 4), port.limits())
        .text(" macs=")
        .number(port.addresses())
        .text(port.shut() ? " status=Shut" : " status=Open")
        .end();
  }

  private static Columns limits(Columns line, PortLimits limits) {
    return line.text(" maclimit=")
        .number(limits.addresses())
        .text(" floodlimit=")
        .number(limits.floodedFrames())
        .text(limits.bpduGuard() ? " bpduguard=1" : " bpduguard=0")
        .text(limits.isolated() ? " isolated=1" : " isolated=0");
  }
}
