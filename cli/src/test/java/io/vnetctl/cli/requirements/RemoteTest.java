package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls on other hosts, with a script in the place of ssh that runs the call here. */
final class RemoteTest {
  private static final String SSH =
      """
      user=
      while [ "$1" != -- ]; do [ "$1" != -l ] || user=$2; shift; done
      printf '%s|%s|%s\\n' "$user" "$2" "$3" >> /run/stubs/log
      case $2 in
        down) echo 'ssh: connect to host down port 22: No route to host' >&2; exit 255 ;;
        slow) while ! grep -q '|fast|' /run/stubs/log; do :; done ;;
      esac
      if read line; then echo 'standard input is not empty' >&2; exit 9; fi
      REMOTE=$2 exec sh -c "$3"
      """;

  /** Says what it got; a word that is a number is its status. */
  private static final String TOOL =
      """
      printf '%s' "$REMOTE"; printf ' <%s>' "$@"; echo
      echo "message of $REMOTE" >&2
      [ "$REMOTE" != bad ] || exit 1
      """;

  private final Host host = Host.bare();
  private final Stubs stubs = new Stubs(host).add("ssh", SSH).add("vnetctl", TOOL);

  @BeforeEach
  @AfterEach
  void noOtherHost() {
    assertFalse(host.exists("/var/tmp/pwn"));
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private Run vnetctl(String... words) {
    return Stubs.first(host.vnetctl(words));
  }

  @Test
  void r120_r121_runsOnEachHostAsTheUserThere() {
    vnetctl("-r", "root@h1,h2", "-l", "jo", "info").run().expect(0);
    assertEquals(
        new TreeSet<>(List.of("root|h1|vnetctl info -n", "jo|h2|vnetctl info -n")),
        new TreeSet<>(stubs.log()));
  }

  @Test
  void r122_addressesOfBothFamiliesAreHosts() {
    vnetctl("-r", "192.0.2.7,jo@[2001:db8::7],2001:db8::8", "info").run().expect(0);
    assertEquals(
        new TreeSet<>(
            List.of(
                "|192.0.2.7|vnetctl info -n",
                "jo|2001:db8::7|vnetctl info -n",
                "|2001:db8::8|vnetctl info -n")),
        new TreeSet<>(stubs.log()));
  }

  @Test
  void r123_optionsOfAHostAndGroupsAreExpanded() throws IOException {
    Path groups = Files.createDirectories(host.file("/root/.ctys/groups"));
    Files.writeString(groups.resolve("lab"), "h1(-Z sudo)\nh2 # old\n");
    Ended ended = vnetctl("-r", "lab,h3", "create").run().expect(0);
    assertEquals(
        List.of("h1 <create> <-Z> <sudo> <-n>", "h2 <create> <-n>", "h3 <create> <-n>"),
        ended.lines());
  }

  @Test
  void r124_wordsArriveAsTheyWere() {
    String odd = "/var/tmp/a b;'\"$(touch /var/tmp/pwn)`touch /var/tmp/pwn`\\*";
    Ended ended = vnetctl("-s", odd, "-d", "I:0", "-r", "h1", "check").run().expect(0);
    assertEquals(List.of("h1 <-s> <" + odd + "> <-d> <I:0> <check> <-n>"), ended.lines());
  }

  @Test
  void r124_rowsOfAllHostsAreUnderOneHeading() {
    List<String> lines = vnetctl("-r", "h1,h2", "list").run().expect(0).lines();
    assertEquals(5, lines.size(), lines.toString());
    assertEquals("", lines.get(0));
    assertTrue(lines.get(1).startsWith("switch  ") && lines.get(2).startsWith("-----"));
    assertEquals(List.of("h1 <list> <-n>", "h2 <list> <-n>"), lines.subList(3, 5));
    assertEquals(
        List.of("h1 <-n> <list>"), vnetctl("-n", "-r", "h1", "list").run().expect(0).lines());
    assertEquals(
        List.of("h1 <-X> <list> <-n>"), vnetctl("-X", "-r", "h1", "list").run().expect(0).lines());
  }

  @Test
  void r124_onlyTerseHidesWhereItRuns() {
    Ended talkative = vnetctl("-r", "h1,jo@h2", "info").run().expect(0);
    assertTrue(talkative.err().contains(":INFO:1:Remote execution on: h1,jo@h2\n"));
    assertFalse(vnetctl("-X", "-r", "h1", "info").run().expect(0).err().contains("INFO"));
  }

  @Test
  void r12_theCommandIsShownToWhoAsks() {
    Ended ended = vnetctl("-X", "-d", "PF", "-r", "h1", "info").run().expect(0);
    assertTrue(
        ended.err().contains("ssh -o BatchMode=yes -o ConnectTimeout=10 -- h1 'vnetctl -X -d PF"),
        ended.err());
  }

  @Test
  void r125_aHostThatFailsIsNamedAndTheOthersGoOn() {
    Ended ended = vnetctl("-r", "h1,bad,down,h2", "info").run().expect(2);
    assertEquals(List.of("h1 <info> <-n>", "bad <info> <-n>", "h2 <info> <-n>"), ended.lines());
    assertTrue(ended.err().contains(":ERROR:1:info failed on bad "), ended.err());
    assertTrue(ended.err().contains(":ERROR:2:down cannot be reached: ssh: connect"), ended.err());
    assertEquals(1, vnetctl("-r", "h1,bad,h2", "info").run().status());
  }

  @Test
  void r125_aHostWithoutTheProgramIsNamed() {
    Ended ended =
        vnetctl("-r", "h1", "info").env("CTYS_REMOTE_TOOL", "/nonexistent/tool").run().expect(2);
    assertTrue(ended.err().contains("CTYS_REMOTE_TOOL"), ended.err());
  }

  @Test
  void r140_hostsWorkAtTheSameTimeAndAnswerInOrder() {
    Ended ended = vnetctl("-r", "slow,fast", "info").run().expect(0);
    assertEquals(List.of("slow <info> <-n>", "fast <info> <-n>"), ended.lines());
    List<String> messages = ended.err().lines().skip(1).toList();
    assertEquals(List.of("message of slow", "message of fast"), messages);
  }

  @Test
  void answersAsJsonAreOneArray() {
    stubs.add("vnetctl", "[ $REMOTE != bad ] || { echo oops; exit 1; }\necho '[{\"a\": 1}]'\n");
    Ended ended = vnetctl("--json", "-r", "h1,bad,down", "info").run().expect(2);
    assertEquals(
        "[{\"host\":\"h1\",\"status\":0,\"answer\":[{\"a\": 1}]},"
            + "{\"host\":\"bad\",\"status\":1,\"answer\":\"oops\"},"
            + "{\"host\":\"down\",\"status\":2,\"answer\":null}]\n",
        ended.out());
  }

  @Test
  void r101_aTerseCheckIsSilentThereToo() {
    stubs.add("vnetctl", "echo noise >&2; exit 1\n");
    Ended ended = vnetctl("-X", "check", "-r", "h1,down").run().expect(2);
    assertEquals("", ended.out() + ended.err());
  }

  @Test
  void r129_aRemoteUserWithoutHostsIsRefused() {
    Ended ended = vnetctl("-l", "jo", "list").run().expect(1);
    assertTrue(ended.err().contains("-l names a user on remote hosts"), ended.err());
  }

  @Test
  void r143_whatWouldBeAnOptionOfSshIsRefused() {
    for (String hosts :
        List.of("h1,-oProxyCommand=touch /var/tmp/pwn", "-x", "jo@-x", "-x@h1", "h1 -x", "h1;id")) {
      vnetctl("-r", hosts, "info").run().expect(1);
    }
    assertEquals(List.of(), stubs.log());
  }

  @Test
  void r143_wrongOptionsOfOneHostKeepAllFromStarting() {
    Ended ended = vnetctl("-r", "h1,h2(-y)", "create").run().expect(1);
    assertTrue(ended.err().contains("options of h2: unknown option '-y'"), ended.err());
    vnetctl("-r", "h1(-r h3)", "create").run().expect(1);
    assertEquals(List.of(), stubs.log());
  }

  @Test
  void answersThatDoNotNameTheirHostHaveALineThatDoes() {
    assertEquals(
        List.of("h1:", "h1 <fdb>", "h2:", "h2 <fdb>"),
        vnetctl("-r", "h1,h2", "fdb").run().expect(0).lines());
    for (String option : List.of("-n", "-X")) {
      String out = vnetctl("-r", "h1", option, "vlans").run().expect(0).out();
      assertFalse(out.contains("h1:"), out);
    }
    assertEquals(List.of("h1 <info> <-n>"), vnetctl("-r", "h1", "info").run().lines());
  }
}
