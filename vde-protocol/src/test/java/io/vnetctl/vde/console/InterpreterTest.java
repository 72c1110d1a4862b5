package io.vnetctl.vde.console;

import static io.vnetctl.vde.console.TestConsole.PROMPT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Failure;
import io.vnetctl.core.control.Reply;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.PeerFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterTest {
  private final TestSwitch target = new TestSwitch();
  private final TestConsole console = TestConsole.greeted(target);

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void showsTheSwitch() {
    assertEquals(
        """
        0000 DATA END WITH '.'
        VDE switch V.2.3.2
        vnetctl, a virtual Ethernet switch in Java (Apache-2.0)

        pid 4711 MAC 00:ff:01:02:03:04 uptime 12
        mgmt /run/vde.mgmt perm 0600
        .
        1000 Success
        """,
        answer("showinfo trailing words"));
    assertEquals(
        "0000 DATA END WITH '.'\nctl dir /run/vde.ctl\nstd mode 0660\n.\n1000 Success\n",
        answer("ds/showinfo"));
  }

  @Test
  void hasNoPlugins() {
    String none =
        "0000 DATA END WITH '.'\nNAME                   HELP\n------------           ----\n.\n"
            + "1002 No such file or directory\n";
    assertEquals(none, answer("plugin/list"));
    assertEquals(none, answer("plugin/list x"));
    assertEquals("1002 No such file or directory\n", answer("plugin/add nosuchplugin"));
    assertEquals("1002 No such file or directory\n", answer("plugin/add ../x.so"));
    assertEquals("1002 No such file or directory\n", answer("plugin/del"));
    assertEquals("1022 Invalid argument\n", answer("plugin/add"));
  }

  @Test
  void addsBuiltInPluginsByName() {
    assertEquals("1000 Success\n", answer("plugin/add pdump"));
    assertEquals("1017 File exists\n", answer("plugin/add pdump"));
    assertEquals("1000 Success\n", answer("plugin/add dump"));
    assertEquals("1002 No such file or directory\n", answer("plugin/add iplog"));
    assertEquals("1002 No such file or directory\n", answer("plugin/add dump.so"));
    assertEquals(List.of("pdump", "dump"), plugins(""));
    assertEquals(List.of("dump"), plugins("d"));
    assertEquals("1000 Success\n", answer("plugin/del"));
    assertEquals(List.of("dump"), plugins(""));
    assertEquals("1002 No such file or directory\n", answer("plugin/del pdump"));
  }

  @Test
  void capturesToANamedFile(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("x.cap");
    assertEquals("1000 Success\n", answer("plugin/add pdump"));
    String shown = "0000 DATA END WITH '.'\ndumpfile=%s\n.\n1000 Success\n";
    assertEquals(shown.formatted("vde_dump.cap"), answer("pdump/filename"));
    assertEquals(shown.formatted(file), answer("pdump/filename " + file));
    assertEquals(shown.formatted(file), answer("pdump/filename"));
    String done = "0000 DATA END WITH '.'\n.\n%s\n";
    assertEquals(
        done.formatted("1002 No such file or directory"), answer("pdump/filename /absent/x"));
    assertEquals(done.formatted("1002 No such file or directory"), answer("pdump/active 0"));
    assertEquals(done.formatted("1000 Success"), answer("pdump/active 1"));
    assertEquals(done.formatted("1017 File exists"), answer("pdump/active 1"));
    assertEquals("1000 Success\n", answer("pdump/buffered 1"));
    assertEquals(1, target.observers.size());
    assertEquals("1000 Success\n", answer("plugin/del pdump"));
    assertEquals(0, target.observers.size());
    target.surroundings().close();
    assertEquals(24, Files.size(file));
  }

  private List<String> plugins(String prefix) {
    return answer("plugin/list " + prefix)
        .lines()
        .skip(3)
        .takeWhile(row -> !row.equals("."))
        .map(row -> row.substring(0, 22).strip())
        .toList();
  }

  @Test
  void listsAndSwitchesDebugCategories() {
    assertEquals("1000 Success\n", answer("debug/add hash/+"));
    assertEquals("hash/+ 011 ON,hash/- 012 OFF", categories("hash"));
    assertEquals("1000 Success\n", answer("debug/add hash"));
    assertEquals("1017 File exists\n", answer("debug/add hash"));
    assertEquals("1022 Invalid argument\n", answer("debug/add zzz"));
    assertEquals("1022 Invalid argument\n", answer("debug/add mgmt"));
    assertEquals("1002 No such file or directory\n", answer("debug/del mgmt"));
    assertEquals("1022 Invalid argument\n", answer("debug/del zzz"));
    assertEquals("1000 Success\n", answer("debug/del hash/+"));
    assertEquals("hash/+ 011 OFF,hash/- 012 ON", categories("hash"));
    assertEquals("1000 Success\n", answer("debug/del"));
    assertEquals("1002 No such file or directory\n", answer("debug/del"));
    assertEquals(
        "hash/+ 011 OFF,hash/- 012 OFF,fstp/status 044 OFF,fstp/root 045 OFF,fstp/+ 041 OFF,"
            + "fstp/- 042 OFF,port/+ 021 OFF,port/- 022 OFF,port/descr 023 OFF,"
            + "port/ep/+ 031 OFF,port/ep/- 032 OFF",
        categories(""));
    assertEquals(
        "0000 DATA END WITH '.'\nCATEGORY               TAG STATUS HELP\n"
            + "------------           --- ------ ----\n.\n1002 No such file or directory\n",
        answer("debug/list zzz"));
  }

  @Test
  void turnsNamesIntoNumbers() {
    assertEquals("1000 Success\n", answer("port/setuser 1 root"));
    assertEquals("1000 Success\n", answer("port/setuser 1 77abc"));
    assertEquals("1000 Success\n", answer("port/setuser 1 4294967294"));
    assertEquals("1000 Success\n", answer("port/setgroup 1 NONE"));
    assertEquals("1000 Success\n", answer("port/setgroup 1 ANY"));
    assertEquals(
        List.of(
            new Command.SetPortUser(1, OptionalInt.of(0)),
            new Command.SetPortUser(1, OptionalInt.of(77)),
            new Command.SetPortUser(1, OptionalInt.of(-2)),
            new Command.SetPortGroup(1, OptionalInt.empty()),
            new Command.SetPortGroup(1, OptionalInt.empty())),
        target.commands);
  }

  @Test
  void looksAtThePortBeforeAnUnknownName() {
    target.replies = command -> new Reply.Ports(List.of());
    assertEquals("1022 Invalid argument\n", answer("port/setuser 1 nosuch"));
    assertEquals("1022 Invalid argument\n", answer("port/setuser 1 none"));
    assertEquals("1022 Invalid argument\n", answer("port/setuser 1 4294967295"));
    target.replies = command -> new Reply.Failed(Failure.ABSENT);
    assertEquals("1006 No such device or address\n", answer("port/setuser 2 nosuch"));
  }

  @Test
  void framesRefusedDataToo() {
    assertEquals("0000 DATA END WITH '.'\n.\n1022 Invalid argument\n", answer("hash/find 1"));
    target.replies = command -> new Reply.Failed(Failure.FULL);
    assertEquals(
        "0000 DATA END WITH '.'\n.\n1028 No space left on device\n", answer("port/createauto"));
  }

  @Test
  void runsAStartFileWithoutWhatNeedsAConsole(@TempDir Path dir) throws Exception {
    Path more = Files.writeString(dir.resolve("more"), "vlan/create 9\n");
    Path rc =
        Files.writeString(
            dir.resolve("rc"),
            "port/create 2\nbogus\nlogout\nshutdown\ndebug/add\nload " + more + "\nvlan/create 4");

    StartFile.run(rc, new PeerFiles(new Accounts()), target.surroundings());

    assertEquals(List.of(new Command.CreatePort(2), new Command.CreateVlan(4)), target.commands);
    assertEquals(0, target.shutdowns);
    assertEquals(0, target.listeners.size());
  }

  private String categories(String prefix) {
    List<String> rows =
        answer("debug/list " + prefix)
            .lines()
            .filter(row -> row.matches("(hash|fstp|port)/.*"))
            .toList();
    rows.forEach(row -> assertEquals(' ', row.charAt(33)));
    return String.join(
        ",", rows.stream().map(row -> row.substring(0, 33).strip().replaceAll(" +", " ")).toList());
  }

  private String answer(String line) {
    String answer = console.answer(line + "\n");
    assertEquals(PROMPT, answer.substring(answer.length() - PROMPT.length()));
    return answer.substring(0, answer.length() - PROMPT.length());
  }
}
