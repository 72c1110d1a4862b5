package io.vnetctl.vde.console;

import static io.vnetctl.vde.console.Arguments.core;
import static io.vnetctl.vde.console.Arguments.flag;
import static io.vnetctl.vde.console.Arguments.number;
import static io.vnetctl.vde.console.Arguments.optional;
import static io.vnetctl.vde.console.Arguments.owner;
import static io.vnetctl.vde.console.Arguments.ports;
import static io.vnetctl.vde.console.Arguments.three;
import static io.vnetctl.vde.console.Arguments.two;
import static io.vnetctl.vde.console.CommandEntry.action;
import static io.vnetctl.vde.console.CommandEntry.data;
import static io.vnetctl.vde.console.CommandEntry.title;

import io.vnetctl.core.control.Command;
import java.util.List;

/** The commands that every switch has, in the order of spec vde-console, chapter 4. */
final class BuiltInCommands {
  static final List<CommandEntry> TABLE =
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
          data(
              "plugin/list",
              "",
              "list the extensions in use",
              a -> new Request.ListPlugins(a.rest())),
          action(
              "plugin/add",
              "library",
              "start to use a built-in extension, by name",
              a -> new Request.AddPlugin(a.rest())),
          action(
              "plugin/del",
              "name",
              "stop to use an extension",
              a -> new Request.RemovePlugin(a.rest())),
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
          action(
              "port/maclimit",
              "N/all M",
              "take frames of M addresses from port N, no more; 0: of any",
              ports(Command.SetMacLimit::new)),
          action(
              "port/floodlimit",
              "N/all PPS",
              "flood PPS frames a second from port N, no more; 0: any",
              ports(Command.SetFloodLimit::new)),
          action(
              "port/bpduguard",
              "N/all 0/1",
              "shut port N when a BPDU comes in (1) or not (0), and open it",
              ports((port, on) -> new Command.SetBpduGuard(port, on != 0))),
          action(
              "port/isolated",
              "N/all 0/1",
              "keep port N from other isolated ports (1) or not (0)",
              ports((port, on) -> new Command.SetIsolated(port, on != 0))),
          action(
              "port/userlimit",
              "N",
              "let each user hold N ports, no more; 0: any number",
              number(Command.SetUserLimit::new)),
          data(
              "port/limits",
              "[N]",
              "list limits, guard and isolation of all ports, or of N",
              optional(Command.ListLimits::new)),
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
              optional(Command.ListAllVlans::new)),
          title("config", "configuration file"),
          data(
              "config/showinfo",
              "",
              "show the file that the switch was started with",
              a -> new Request.ShowConfiguration()),
          data(
              "config/print",
              "",
              "show what is so now, as a file has it",
              a -> new Request.PrintConfiguration()),
          data(
              "config/check",
              "",
              "check the file, and show what config/reload would change",
              a -> new Request.CheckConfiguration()),
          data(
              "config/reload",
              "",
              "make the switch what the file says, all of it or nothing",
              a -> new Request.ReloadConfiguration()));

  private BuiltInCommands() {}
}
