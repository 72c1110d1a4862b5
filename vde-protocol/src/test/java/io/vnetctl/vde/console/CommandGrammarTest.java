package io.vnetctl.vde.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.frame.MacAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandGrammarTest {
  private static final CommandGrammar GRAMMAR = new CommandGrammar(List.of());

  /** Paths and syntax as VDE 2.3.2 lists them, and those of our own. */
  private static final String MENU =
      """
      ds                 ============
      ds/showinfo
      help               [arg]
      logout
      shutdown
      showinfo
      load               path
      debug              ============
      debug/list
      debug/add          dbgpath
      debug/del          dbgpath
      plugin             ============
      plugin/list
      plugin/add         library
      plugin/del         name
      hash               ============
      hash/showinfo
      hash/setsize       N
      hash/setgcint      N
      hash/setexpire     N
      hash/setminper     N
      hash/print
      hash/find          MAC [VLAN]
      fstp               ============
      fstp/showinfo
      fstp/setfstp       0/1
      fstp/setedge       VLAN PORT 1/0
      fstp/bonus         VLAN PORT COST
      fstp/print         [N]
      port               ============
      port/showinfo
      port/setnumports   N
      port/sethub        0/1
      port/setvlan       N VLAN
      port/createauto
      port/create        N
      port/remove        N
      port/allocatable   N 0/1
      port/setuser       N user
      port/setgroup      N user
      port/epclose       N ID
      port/resetcounter  [N]
      port/print         [N]
      port/allprint      [N]
      port/counters      [N]
      port/maclimit      N/all M
      port/floodlimit    N/all PPS
      port/bpduguard     N/all 0/1
      port/isolated      N/all 0/1
      port/userlimit     N
      port/limits        [N]
      vlan               ============
      vlan/create        N
      vlan/remove        N
      vlan/addport       N PORT
      vlan/delport       N PORT
      vlan/print         [N]
      vlan/allprint      [N]
      config             ============
      config/showinfo
      config/print
      config/check
      config/reload
      """;

  @Test
  void helpListsTheMenuInOrderAndInColumns() {
    List<String> rows = GRAMMAR.help("").toList();

    assertEquals("COMMAND PATH       SYNTAX          HELP\n", rows.get(0));
    assertEquals("------------       --------------  ------------\n", rows.get(1));
    List<String> menu = MENU.lines().toList();
    assertEquals(menu.size() + 2, rows.size());
    for (int i = 0; i < menu.size(); i++) {
      String row = rows.get(i + 2);
      assertEquals(menu.get(i), row.substring(0, 34).stripTrailing());
      assertEquals(' ', row.charAt(34));
      assertTrue(row.length() > 40 && row.indexOf('\n') == row.length() - 1, row);
    }
  }

  @Test
  void helpIsLimitedToAPrefix() {
    assertEquals(
        List.of(
            "port/showinfo",
            "port/setnumports",
            "port/sethub",
            "port/setvlan",
            "port/setuser",
            "port/setgroup"),
        GRAMMAR.help("port/s").skip(2).map(row -> row.substring(0, 18).strip()).toList());
    assertEquals(2, GRAMMAR.help("nosuch").count());
  }

  @Test
  void commandsOfPluginsComeLastWhileInUse() {
    CommandGrammar both = new CommandGrammar(List.of(Plugin.PDUMP, Plugin.DUMP));

    assertEquals(GRAMMAR.help("").toList(), both.help("").limit(GRAMMAR.help("").count()).toList());
    assertEquals(
        List.of(
            "pdump              ============",
            "pdump/active       0/1",
            "pdump/filename     <file>",
            "pdump/buffered     0/1",
            "pdump/showinfo",
            "dump               ============",
            "dump/active        0/1"),
        both.help("")
            .skip(GRAMMAR.help("").count())
            .map(row -> row.substring(0, 34).stripTrailing())
            .toList());
    assertEquals(new Request.SetDumpActive(true), both.parse("dump/active 1").request());
    assertEquals(new Request.SetCaptureFile("a b "), both.parse("pdump/filename a b ").request());
    assertEquals(
        new CommandGrammar.Line(true, new Request.SetCaptureActive(false)),
        both.parse("pdump/active"));
    assertTrue(both.mayBecomeCommand("pdump/a"));
    assertFalse(GRAMMAR.mayBecomeCommand("pdump/a"));
    assertEquals(new Request.Unknown(), parse("dump/active 1"));
    assertEquals(new Request.Unknown(), parse("pdump/active 1"));
  }

  @Test
  void findsTheFirstPathThatTheLineBeginsWith() {
    assertEquals(core(new Command.CreateVlan(5)), parse("vlan/create5"));
    assertEquals(core(new Command.CreateVlan(6)), parse("\t  vlan/create \t 6"));
    assertEquals(core(new Command.CreateAnyPort()), parse("port/createauto9"));
    assertEquals(new Request.Help("x"), parse("helpx"));
    assertEquals(new Request.ShowInfo(), parse("showinfo anything"));
    assertEquals(core(new Command.ListActivePorts(OptionalInt.of(1))), parse("port/print\t1"));
  }

  @Test
  void titlesAndBeginningsAndOtherCaseAreNoCommands() {
    for (String line :
        List.of("port", "vlan", "port/", "ho", "show", "SHOWINFO", "bogus", "\013showinfo")) {
      assertEquals(new Request.Unknown(), parse(line), line);
    }
  }

  @Test
  void emptyLinesAndCommentsAreNothing() {
    for (String line : List.of("", "   ", "\t", "# a", "  # b", "\0showinfo")) {
      assertEquals(new Request.Nothing(), parse(line), line);
    }
  }

  @Test
  void singleNumbersAreReadAsAtoiDoes() {
    assertEquals(core(new Command.CreateVlan(12)), parse("vlan/create 12abc"));
    assertEquals(core(new Command.CreateVlan(0)), parse("vlan/create 0x10"));
    assertEquals(core(new Command.CreateVlan(0)), parse("vlan/create abc"));
    assertEquals(core(new Command.CreateVlan(-1)), parse("vlan/create -1"));
    assertEquals(core(new Command.CreateVlan(3)), parse("vlan/create +3"));
    assertEquals(core(new Command.CreateVlan(10)), parse("vlan/create 010"));
    assertEquals(core(new Command.SetHub(true)), parse("port/sethub 7"));
    assertEquals(core(new Command.SetHub(false)), parse("port/sethub x"));
    assertEquals(core(new Command.ListActiveVlans(OptionalInt.of(0))), parse("vlan/print 0x1"));
    assertEquals(core(new Command.ListActiveVlans(OptionalInt.empty())), parse("vlan/print  "));
  }

  @Test
  void numbersBeyond32BitsBecomeTheNearest() {
    assertEquals(core(new Command.CreateVlan(Integer.MAX_VALUE)), parse("vlan/create 4294967297"));
    assertEquals(
        core(new Command.CreateVlan(Integer.MIN_VALUE)),
        parse("vlan/create -99999999999999999999999"));
  }

  @Test
  void severalNumbersAreReadAsScanfDoes() {
    assertEquals(core(new Command.SetPortVlan(1, 7)), parse("port/setvlan 0x1 0x7"));
    assertEquals(core(new Command.SetPortVlan(8, -1)), parse("port/setvlan 010 -1"));
    assertEquals(core(new Command.SetPortVlan(1, -2)), parse("port/setvlan 1-2"));
    assertEquals(core(new Command.SetPortVlan(1, 0)), parse("port/setvlan 1 08"));
    assertEquals(core(new Command.SetPortVlan(1, 2)), parse("port/setvlan 1 2 extra"));
    assertEquals(core(new Command.SetStpBonus(0, 2, -7)), parse("fstp/bonus 0 2 -7"));
    for (String line :
        List.of(
            "port/setvlan",
            "port/setvlan 1",
            "port/setvlan a b",
            "fstp/bonus 0 1",
            "port/epclose x 1",
            "port/setvlan 1 x")) {
      assertEquals(new Request.Malformed(), parse(line), line);
    }
  }

  @Test
  void limitsAreOfOnePortOrOfAll() {
    OptionalInt all = OptionalInt.empty();
    OptionalInt one = OptionalInt.of(1);
    assertEquals(core(new Command.SetFloodLimit(one, 50)), parse("port/floodlimit 1 50 "));
    assertEquals(core(new Command.SetFloodLimit(all, 50)), parse("port/floodlimit all 50"));
    assertEquals(core(new Command.SetMacLimit(all, -1)), parse("port/maclimit all\t-1"));
    assertEquals(core(new Command.SetBpduGuard(one, true)), parse("port/bpduguard 1 1"));
    assertEquals(core(new Command.SetIsolated(all, false)), parse("port/isolated all 0"));
    assertEquals(core(new Command.SetUserLimit(4)), parse("port/userlimit 4"));
    assertEquals(core(new Command.ListLimits(all)), parse("port/limits"));
    for (String line :
        List.of(
            "port/floodlimit",
            "port/floodlimit 50",
            "port/floodlimit all",
            "port/floodlimit all50",
            "port/floodlimit any 50",
            "port/floodlimit ALL 50",
            "port/floodlimit 1 50k",
            "port/floodlimit 1 2 3")) {
      assertEquals(new Request.Malformed(), parse(line), line);
    }
  }

  @Test
  void ownersNeedANumberABlankAndAName() {
    assertEquals(new Request.SetPortUser(1, "bin"), parse("port/setuser 0x1   bin"));
    assertEquals(new Request.SetPortGroup(-1, "a b "), parse("port/setgroup -1 a b "));
    for (String line :
        List.of(
            "port/setuser",
            "port/setuser 1",
            "port/setuser 1 ",
            "port/setuser x root",
            "port/setuser 1root")) {
      assertEquals(new Request.Malformed(), parse(line), line);
    }
  }

  @Test
  void addressesHaveColonsOrDots() {
    MacAddress mac = new MacAddress(0x02aabbccddeeL);
    assertEquals(core(new Command.FindMac(mac, 0)), parse("hash/find 02:AA:bb:cc:dd:ee"));
    assertEquals(core(new Command.FindMac(mac, 10)), parse("hash/find 2.aa.bb.cc.dd.ee 10"));
    assertEquals(core(new Command.FindMac(mac, 0)), parse("hash/find 02:aa:bb:cc:dd:eex"));
    assertEquals(core(new Command.FindMac(mac, 4095)), parse("hash/find 2:aa:bb:cc:dd:ee 70000"));
    for (String text :
        List.of(
            "",
            "1",
            "02:00:00:00:00",
            "02-00-00-00-00-01",
            "xx:0:0:0:0:1",
            "1:2:3.4:5:6",
            "1:2:3:4:5:100")) {
      assertEquals(new Request.Malformed(), parse("hash/find " + text), text);
    }
  }

  @Test
  void knowsWhichLinesMayBecomeCommands() {
    for (String line : List.of("v", "vlan/cre", "  port", "", " ")) {
      assertTrue(GRAMMAR.mayBecomeCommand(line), line);
    }
    for (String line : List.of("vlan/create", "vlan/create 9", "bogus", "# x", "showinfo")) {
      assertFalse(GRAMMAR.mayBecomeCommand(line), line);
    }
  }

  @Test
  void understandsAnyTextSomehow() {
    Random random = new Random(3);
    List<String> paths = MENU.lines().map(row -> row.split(" ")[0]).toList();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder(paths.get(random.nextInt(paths.size())));
      for (int n = random.nextInt(12); n > 0; n--) {
        line.append(
            random.nextBoolean()
                ? " -+0x19a:.\t".charAt(random.nextInt(11))
                : (char) random.nextInt(256));
      }
      assertInstanceOf(Request.class, parse(line.toString()));
    }
  }

  private static Request parse(String line) {
    return GRAMMAR.parse(line).request();
  }

  private static Request core(Command command) {
    return new Request.Core(command);
  }
}
