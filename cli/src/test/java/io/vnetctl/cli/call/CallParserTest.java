package io.vnetctl.cli.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallParserTest {
  @Test
  void r3_singleLetterOptionsAreExactlyThoseOfTheSyntax() {
    StringBuilder letters = new StringBuilder();
    for (char c = 'A'; c <= 'z'; c++) {
      if (CallOption.of("-" + c, false).isPresent()) {
        letters.append(c);
      }
    }
    assertEquals("HSVXZbdfghilnrsu", letters.toString());
  }

  @Test
  void theConsoleIsNamedAsWithTheSwitchToo() throws CallException {
    assertEquals(call("-S /m info"), call("-M /m info"));
    assertEquals(call("-s /s -S /m info"), call("--sock=/s --mgmt /m info"));
    List<String> ctys = List.of("-M", "/m", "info");
    assertThrows(CallException.class, () -> CallParser.parse(ctys, false));
  }

  @Test
  void r3_takesEachArgument() throws CallException {
    Call call =
        call("-b br0 -d 5 -f -g users -i eth0 -l jo -n -r h1 -s /s -S /m -u a.b -X -Z SUDO create");
    assertEquals(Action.CREATE, call.action());
    assertEquals(Optional.of("br0"), call.bridge());
    assertEquals(5, call.debug().threshold());
    assertEquals(Optional.of("users"), call.group());
    assertEquals(Optional.of("eth0"), call.nic());
    assertEquals(Optional.of("jo"), call.remoteUser());
    assertEquals(Optional.of("h1"), call.hosts());
    assertEquals(Optional.of("/s"), call.qemuSock());
    assertEquals(Optional.of("/m"), call.qemuMgmt());
    assertEquals(Optional.of("a.b"), call.owner());
    assertEquals(Optional.of("SUDO"), call.privilege());
    assertTrue(call.force() && call.noHeading() && call.terse());
  }

  @Test
  void r4_takesExactlyTheActionsOfTheSyntax() throws CallException {
    List<String> actions = List.of("cancel", "check", "create", "info", "ports", "list", "listall");
    assertEquals(new TreeSet<>(actions), new TreeSet<>(CommandName.words(false)));
    for (String action : actions) {
      assertEquals(action, call(action).action().word());
    }
    assertRefused("foo", "unknown action 'foo'");
    assertThrows(CallException.class, () -> CallParser.parse(List.of("version"), false));
  }

  @Test
  void theProgramItselfHasMoreActionsAndCommands() throws CallException {
    assertEquals(Action.VERSION, call("version").action());
    assertEquals(
        CommandName.words(true).size(), new TreeSet<>(CommandName.words(true)).size(), "unique");
  }

  @ParameterizedTest
  @CsvSource({
    "-u jo qemu-args --name web, qemu-args -u jo --name web",
    "--json -s /a RESTART, RESTART --json -s /a",
    "-s=/a --nosuch x demo, -s=/a --nosuch x demo",
    "-h switch, switch -h",
    "-u demo create, -u demo create",
    "-u jo create demo, -u jo create demo",
    "-H switch, -H switch",
    "help -u, help -u",
    "-u, -u",
    "-u jo, -u jo"
  })
  void commandsStandBehindOptionsOfACallToo(String given, String reordered) {
    assertEquals(List.of(reordered.split(" ")), CallParser.commandFirst(List.of(given.split(" "))));
  }

  @Test
  void r5_actionsInAnyCaseStandBeforeOrAfterOptions() throws CallException {
    assertEquals(call("-u x create"), call("CREATE -u x"));
    assertEquals(call("-u x create -n"), call("-n Create -u x"));
  }

  @ParameterizedTest
  @CsvSource({
    "create cancel, one action at a time",
    "list list, one action at a time",
    "create foo, foo' after create means nothing; create takes options only",
    "list all, did you mean listall?",
    "stop, did you mean cancel?",
    "status, did you mean info?",
    "--user jo, did you mean -u?",
    "-v, did you mean -V?",
    "-r ports, '-r needs hosts before ''ports'', which is an action'",
    "creat, did you mean create?",
    "LISTAL, did you mean listall?",
    "-y, unknown option '-y'; see -h",
    "-nX, did you mean -n and 'X' as two words?",
    "-json, did you mean --json?",
    "--jsn, did you mean --json?",
    "--keepip=x, takes no argument",
    "-b=br0, unknown option '-b=br0'",
    "-, unknown option '-'",
    "--, unknown option '--'",
    "-b, option -b needs an argument: -b BRIDGE",
    "create -u, option -u needs an argument",
    "--timeout, option --timeout needs an argument",
    "-b -n, '-n' looks like an option",
    "-u -x, '-x' looks like an option",
  })
  void r6_saysWhatIsWrongWithWhichWord(String words, String complaint) {
    assertRefused(words, complaint);
  }

  @Test
  void r6_anEmptyWordIsNoAction() {
    for (List<String> words : List.of(List.of("create", ""), List.of(""))) {
      CallException refused = assertThrows(CallException.class, () -> CallParser.parse(words));
      assertTrue(refused.getMessage().startsWith("an empty word is no action"));
    }
  }

  @Test
  void r7_noActionMeansInfo() throws CallException {
    assertEquals(Action.INFO, call("-u x").action());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-h", "-help", "--help", "create -h", "-h list create", "-V -h", "-h foo"})
  void r8_helpWinsOverVersionAndActions(String words) throws CallException {
    List<String> all = List.of(words.split(" "));
    assertEquals(new Request.ShortHelp(Optional.empty()), CallParser.parse(all, false));
  }

  @ParameterizedTest
  @CsvSource({"-h create, CREATE", "check --help, CHECK", "PORTS -V -h, PORTS", "fdb -h -n, FDB"})
  void helpBesideAnActionIsAboutThat(String words, Action action) throws CallException {
    assertEquals(new Request.ShortHelp(Optional.of(action)), parse(words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-h list create", "-h foo"})
  void helpBesideNoneOrSeveralIsAboutAll(String words) throws CallException {
    assertEquals(new Request.ShortHelp(Optional.empty()), parse(words));
  }

  @ParameterizedTest
  @CsvSource({
    "-H, man",
    "create -H, man",
    "-H list, list",
    "-H path create, path",
    "-H -X, -X",
    "-h -V -H html, html",
    "-helpEx man=7, man=7",
    "--helpEx, man",
  })
  void r9_manualWinsAndTakesTheNextWordAsItsTopic(String words, String topic) throws CallException {
    assertEquals(new Request.Manual(topic), parse(words));
  }

  @Test
  void r10_versionWinsOverActions() throws CallException {
    assertEquals(new Request.ShowVersion(false), parse("create -V"));
    assertEquals(new Request.ShowVersion(true), parse("-V -X"));
    assertEquals(new Request.ShowVersion(true), parse("-X -V list"));
  }

  @Test
  void longOptionsTakeTheirArgumentEitherWay() throws CallException {
    assertEquals(Duration.ofMillis(2500), call("--timeout 2.5").timeout());
    assertEquals(Duration.ofMillis(2500), call("--timeout=2.5").timeout());
    assertEquals(Duration.ZERO, call("--rollback-timeout=0").rollbackTimeout());
    assertEquals(Duration.ofSeconds(5), call("create").timeout());
    assertEquals(Duration.ofSeconds(60), call("create").rollbackTimeout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1e3", "", "1.", ".5", "86401", "9999999999", "+1", "٣"})
  void timesAreSecondsWithinBounds(String time) {
    assertRefused("--timeout=" + time, "--timeout: '" + time + "' is no time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sixteen-letters-", "a/b", "a:b", "br%d", "..", "a\tb", "a\u00a0b", "éééééééé"})
  void r143_namesOfInterfacesAreWhatTheKernelTakes(String name) {
    CallException refused =
        assertThrows(CallException.class, () -> CallParser.parse(List.of("-b", name)));
    assertEquals(CallException.FAILED, refused.status());
    assertThrows(CallException.class, () -> CallParser.parse(List.of("-i", name)));
  }

  @Test
  void r143_namesThatAShellWouldExpandAreJustNames() throws CallException {
    assertEquals(Optional.of("$(id)"), call("-b $(id)").bridge());
    assertEquals(Optional.of("fifteen-letters"), call("-b fifteen-letters").bridge());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:", ":b", "a:b:c", "a/b", "../../etc", "a b", "a\nb"})
  void ownersHaveTheirForm(String owner) {
    assertThrows(CallException.class, () -> CallParser.parse(List.of("-u", owner)));
  }

  @Test
  void emptyPathsAreRefused() {
    assertThrows(CallException.class, () -> CallParser.parse(List.of("-s", "")));
    assertThrows(CallException.class, () -> CallParser.parse(List.of("-S", "a\u001b[1m")));
  }

  @Test
  void r129_aRemoteUserNeedsRemoteHosts() throws CallException {
    assertRefused("list -l jo", "-l names a user on remote hosts");
    assertEquals(Optional.of("jo"), call("list -l jo -r h").remoteUser());
  }

  @Test
  void r124_remoteWordsAreAllButHostsAndTheirUser() throws CallException {
    Request.Work work =
        assertInstanceOf(
            Request.Work.class, parse("-l jo -b br0 -r a,b create -d PF --timeout=3 -f"));
    assertEquals(List.of("-b", "br0", "create", "-d", "PF", "--timeout=3", "-f"), work.words());
  }

  @Test
  void r114_privilegeWordsAreKnown() throws CallException {
    assertEquals(Optional.of("nosudo,Ksu"), call("-Z nosudo,Ksu").privilege());
    assertRefused("-Z su", "-Z: there is none of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "network", "network:192.0.2.7", "network:fe80::1%eth0"})
  void reexecReadsWhatItWrites(String text) throws CallException {
    assertEquals(text, call("--reexec=" + text).reexec().orElseThrow().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "network:", "network:a,b", "network:$(id)", "locally"})
  void reexecRefusesTheRest(String text) {
    assertRefused("--reexec=" + text, "--reexec is for calls of the program by itself");
  }

  @Test
  void everyOptionForUsersIsExplained() {
    for (CallOption option : CallOption.values()) {
      assertEquals(option.summary().isEmpty(), option.details().isEmpty(), option.word());
    }
    assertEquals(
        CallOption.values().length,
        new TreeSet<>(Arrays.stream(CallOption.values()).map(CallOption::word).toList()).size());
  }

  private static void assertRefused(String words, String complaint) {
    CallException refused = assertThrows(CallException.class, () -> parse(words));
    assertEquals(CallException.FAILED, refused.status());
    assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }

  private static Request parse(String words) throws CallException {
    return CallParser.parse(new ArrayList<>(List.of(words.split(" "))));
  }

  private static Call call(String words) throws CallException {
    return assertInstanceOf(Request.Work.class, parse(words)).call();
  }
}
