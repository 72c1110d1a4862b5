package io.vnetctl.vde.console;

import static io.vnetctl.vde.console.Arguments.core;
import static io.vnetctl.vde.console.Arguments.flag;
import static io.vnetctl.vde.console.Arguments.number;
import static io.vnetctl.vde.console.Arguments.optional;
import static io.vnetctl.vde.console.Arguments.owner;
import static io.vnetctl.vde.console.Arguments.three;
import static io.vnetctl.vde.console.Arguments.two;

import io.vnetctl.core.control.Command;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The language of the console: one table from which lines are understood and {@code help} is
 * printed. A line means the first entry whose path it begins with; the rest, blanks skipped, is the
 * argument (spec vde-console, 1.2). Text has one character per byte.
 */
final class CommandGrammar {
  private static final Line NOTHING = new Line(false, new Request.Nothing());
  private static final Line UNKNOWN = new Line(false, new Request.Unknown());

  private static final List<Entry> TABLE =
      List.of(
          title("ds", "data sockets of the clients"),
          data(
              "ds/showinfo",
              "",
              "show the control directory and its mode",
              a -> new Request.ShowDataSockets()),
          data(
              "help",
              "[arg]",
              "list the commands, or those whose path starts with arg",
              a -> new Request.Help(a.rest())),
          action("logout", "", "close this console", a -> new Request.Logout()),
          action("shutdown", "", "stop the switch", a -> new Request.Shutdown()),
          data(
              "showinfo",
              "",
              "show version, process and state of the switch",
              a -> new Request.ShowInfo()),
          action("load", "path", "run the commands in a file", a -> new Request.Load(a.rest())),
          title("debug", "events as they happen"),
          data(
              "debug/list",
              "",
              "list the kinds of events and which of them this console gets",
              a -> new Request.ListCategories(a.rest())),
          action(
              "debug/add",
              "dbgpath",
              "have events whose kind starts with dbgpath sent here",
              a -> new Request.AddCategories(a.rest())),
          action(
              "debug/del",
              "dbgpath",
              "have events whose kind starts with dbgpath no longer sent",
              a -> new Request.RemoveCategories(a.rest())),
          title("plugin", "built-in extensions"),
          data("plugin/list", "", "list the extensions in use", a -> new Request.ListPlugins()),
          action(
              "plugin/add",
              "library",
              "start to use a built-in extension, by name",
              a -> new Request.AddPlugin(a.rest())),
          action("plugin/del", "name", "stop to use an extension", a -> new Request.RemovePlugin()),
          title("hash", "table of learnt addresses"),
          data(
              "hash/showinfo",
              "",
              "show size and times of the table",
              core(new Command.ShowMacTableSettings())),
          action(
              "hash/setsize",
              "N",
              "make the table of N buckets, and empty",
              number(Command.SetMacTableSize::new)),
          action(
              "hash/setgcint",
              "N",
              "look for aged addresses every N seconds",
              number(Command.SetSweepInterval::new)),
          action(
              "hash/setexpire",
              "N",
              "forget an address unseen for N seconds",
              number(Command.SetMacExpiry::new)),
          action(
              "hash/setminper",
              "N",
              "let an address change its port only after N seconds",
              number(Command.SetMinPersistence::new)),
          data("hash/print", "", "list the addresses", core(new Command.ListMacs())),
          data(
              "hash/find",
              "MAC [VLAN]",
              "find one address, in VLAN 0 unless told",
              Arguments::findMac),
          title("fstp", "fast spanning tree"),
          data(
              "fstp/showinfo",
              "",
              "show address and priority of the bridge",
              core(new Command.ShowStpSettings())),
          data(
              "fstp/setfstp",
              "0/1",
              "switch the spanning tree on (1) or off (0)",
              flag(Command.SetStp::new)),
          action(
              "fstp/setedge",
              "VLAN PORT 1/0",
              "make a port of a VLAN an edge port (1) or not (0)",
              three((v, p, on) -> new Command.SetStpEdge(v, p, on != 0))),
          action(
              "fstp/bonus",
              "VLAN PORT COST",
              "lower the path cost of one port of a VLAN",
              three(Command.SetStpBonus::new)),
          data(
              "fstp/print",
              "[N]",
              "show the spanning tree of every VLAN, or of N",
              optional(Command.ListStp::new)),
          title("port", "ports of the switch"),
          data(
              "port/showinfo",
              "",
              "show number of ports and hub mode",
              core(new Command.ShowPortSettings())),
          action("port/setnumports", "N", "have ports 0 to N-1", number(Command.SetPortCount::new)),
          action("port/sethub", "0/1", "be a hub (1) or a switch (0)", flag(Command.SetHub::new)),
          action(
              "port/setvlan",
              "N VLAN",
              "set the untagged VLAN of port N; 4095 for none",
              two(Command.SetPortVlan::new)),
          data(
              "port/createauto",
              "",
              "create a port, the switch chooses which",
              core(new Command.CreateAnyPort())),
          action(
              "port/create",
              "N",
              "create port N, for clients that name it",
              number(Command.CreatePort::new)),
          action(
              "port/remove",
              "N",
              "remove port N, which must have no client",
              number(Command.RemovePort::new)),
          action(
              "port/allocatable",
              "N 0/1",
              "may port N be given to a client that names none?",
              two((p, on) -> new Command.SetPortAllocatable(p, on != 0))),
          action(
              "port/setuser",
              "N user",
              "let only this user attach to port N; NONE for all",
              owner(Request.SetPortUser::new)),
          action(
              "port/setgroup",
              "N user",
              "let only this group attach to port N; NONE for all",
              owner(Request.SetPortGroup::new)),
          action(
              "port/epclose",
              "N ID",
              "disconnect endpoint ID of port N",
              two(Command.CloseEndpoint::new)),
          action(
              "port/resetcounter",
              "[N]",
              "set the counters of all ports, or of N, to zero",
              optional(Command.ResetCounters::new)),
          data(
              "port/print",
              "[N]",
              "list ports with a client, and their endpoints",
              optional(Command.ListActivePorts::new)),
          data(
              "port/allprint",
              "[N]",
              "list all ports, and their endpoints",
              optional(Command.ListAllPorts::new)),
          data(
              "port/counters",
              "[N]",
              "list every counter of all ports, or of N",
              optional(Command.ListCounters::new)),
          title("vlan", "virtual LANs"),
          action("vlan/create", "N", "create VLAN N", number(Command.CreateVlan::new)),
          action(
              "vlan/remove",
              "N",
              "remove VLAN N, which must have no members",
              number(Command.RemoveVlan::new)),
          action(
              "vlan/addport",
              "N PORT",
              "make a port a tagged member of VLAN N",
              two(Command.AddVlanPort::new)),
          action(
              "vlan/delport",
              "N PORT",
              "take a tagged member out of VLAN N",
              two(Command.RemoveVlanPort::new)),
          data(
              "vlan/print",
              "[N]",
              "list VLANs and their members with a client",
              optional(Command.ListActiveVlans::new)),
          data(
              "vlan/allprint",
              "[N]",
              "list VLANs and all their members",
              optional(Command.ListAllVlans::new)));

  /** A line understood: the request, and whether its answer is a data block. */
  record Line(boolean data, Request request) {}

  /** One row: command, or title of a menu if nothing reads its argument. */
  private record Entry(
      String path,
      String syntax,
      String help,
      boolean data,
      Function<ArgumentScanner, Request> argument) {
    boolean isCommand() {
      return argument != null;
    }

    Line read(ArgumentScanner rest) {
      return new Line(data, argument.apply(rest));
    }
  }

  private CommandGrammar() {}

  /** Understands a line without its newline. Text after a NUL does not count. */
  static Line parse(String text) {
    String line = meaningful(text);
    if (line.isEmpty() || line.charAt(0) == '#') {
      return NOTHING;
    }
    for (Entry entry : TABLE) {
      if (entry.isCommand() && line.startsWith(entry.path)) {
        ArgumentScanner argument = new ArgumentScanner(line.substring(entry.path.length()));
        argument.skipBlanks();
        return entry.read(new ArgumentScanner(argument.rest()));
      }
    }
    return UNKNOWN;
  }

  /** Whether more text can make a command of a line that is none yet. */
  static boolean mayBecomeCommand(String text) {
    String line = meaningful(text);
    return TABLE.stream().anyMatch(entry -> entry.isCommand() && entry.path.startsWith(line))
            && parse(text).request() instanceof Request.Unknown
        || line.isEmpty();
  }

  /** The rows of {@code help} whose path starts with the prefix, with newlines. */
  static Stream<String> help(String prefix) {
    Stream<String> heads =
        Stream.of(
            row("COMMAND PATH", "SYNTAX", "HELP"),
            row("------------", "--------------", "------------"));
    Stream<String> rows =
        TABLE.stream()
            .filter(entry -> entry.path.startsWith(prefix))
            .map(entry -> row(entry.path, entry.syntax, entry.help));
    return Stream.concat(heads, rows);
  }

  private static String row(String path, String syntax, String help) {
    return String.format("%-18s %-15s %s\n", path, syntax, help);
  }

  private static String meaningful(String text) {
    int end = text.indexOf('\0');
    ArgumentScanner line = new ArgumentScanner(end < 0 ? text : text.substring(0, end));
    line.skipBlanks();
    return line.rest();
  }

  private static Entry title(String path, String help) {
    return new Entry(path, "============", help, false, null);
  }

  private static Entry action(
      String path, String syntax, String help, Function<ArgumentScanner, Request> argument) {
    return new Entry(path, syntax, help, false, argument);
  }

  private static Entry data(
      String path, String syntax, String help, Function<ArgumentScanner, Request> argument) {
    return new Entry(path, syntax, help, true, argument);
  }
}
