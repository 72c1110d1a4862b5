package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Repository;
import io.vnetctl.tap.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What shells offer where a user presses the tabulator, on a host with a bridge and a switch. */
final class CompletionTest {
  private static final String SHARE = Repository.file("target/dist/share").toString();

  private static Host host;

  private enum Shell {
    BASH("bash", "--norc"),
    ZSH("zsh", "-f"),
    FISH("fish", "--no-config");

    private final List<String> start;

    Shell(String... start) {
      this.start = List.of(start);
    }

    /** Lines {@code LINE => CANDIDATE}. */
    Set<String> offers(String... lines) {
      Requirement.program(start.getFirst(), start.getFirst());
      List<String> command = new ArrayList<>(start);
      String script = "complete." + start.getFirst();
      command.add(
          Repository.file("cli/src/test/resources/io/vnetctl/cli/requirements/" + script)
              .toString());
      command.add(SHARE);
      command.addAll(List.of(lines));
      Ended ended =
          host.program(command.toArray(String[]::new))
              .env("PATH", Repository.file("target/dist/bin") + ":" + System.getenv("PATH"))
              .env("TERM", "vt100")
              .run()
              .expect(0);
      return new TreeSet<>(ended.lines());
    }
  }

  @BeforeAll
  static void makeHost() {
    host = Host.withBridge("br7");
    host.ip("tuntap add dev tap7 mode tap");
    host.ours("vde_switch", "-d", "-s", "/run/seven", "-M", "/run/seven.mgmt").run().expect(0);
  }

  @AfterAll
  static void endHost() {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNamesOfCtysHaveTheirsToo(Shell shell) {
    assertEquals(
        Set.of(
            "ctys-vnetctl --remove-b => --remove-bridge",
            "ctys-setupVDE --remove-b => --remove-bridge"),
        shell.offers("ctys-vnetctl --remove-b", "ctys-setupVDE --remove-b", "ctys-setupVDE rest"));
  }

  @ParameterizedTest
  @EnumSource
  void offersActionsEverywhereAndOtherCommandsFirst(Shell shell) {
    Set<String> offers =
        shell.offers("vnetctl cr", "vnetctl rest", "vnetctl -f res", "vnetctl -u root ch");
    assertEquals(
        Set.of("vnetctl cr => create", "vnetctl rest => restart", "vnetctl -u root ch => check"),
        offers);
  }

  @ParameterizedTest
  @EnumSource
  void offersTheOptionsThatACommandHas(Shell shell) {
    Set<String> offers =
        shell.offers(
            "vnetctl create --k",
            "vnetctl info --k",
            "vnetctl switch --pid",
            "vnetctl qemu-args --mo",
            "vde_switch --surv",
            "ctys-vnetctl --remove",
            "ctys-vnetctl sw");
    assertEquals(
        Set.of(
            "vnetctl create --k => --keepip",
            "vnetctl switch --pid => --pidfile",
            "vnetctl qemu-args --mo => --model",
            "vde_switch --surv => --survive",
            "ctys-vnetctl --remove => --remove-bridge"),
        withoutEquals(offers));
  }

  @ParameterizedTest
  @EnumSource
  void offersWhatIsThere(Shell shell) {
    Set<String> offers =
        shell.offers(
            "vnetctl create -b ",
            "vnetctl create -i et",
            "vde_switch -t ",
            "vde_tunctl -u daem",
            "vde_switch -g daem",
            "vnetctl create -Z SU",
            "vnetctl -H pa");
    assertEquals(
        Set.of(
            "vnetctl create -b  => br7",
            "vnetctl create -i et => eth0",
            "vde_switch -t  => tap7",
            "vde_tunctl -u daem => daemon",
            "vde_switch -g daem => daemon",
            "vnetctl create -Z SU => SUDO",
            "vnetctl -H pa => path"),
        offers);
  }

  @ParameterizedTest
  @EnumSource
  void offersSwitchesThatListenAndOtherFiles(Shell shell) {
    Set<String> offers =
        without(
            shell.offers(
                "vnetctl info -s ", "vnetctl info -S ", "unixterm ", "unixterm /run/seven.m"),
            "/$");
    assertTrue(offers.contains("vnetctl info -s  => /run/seven"), offers.toString());
    assertTrue(offers.contains("vnetctl info -S  => /run/seven.mgmt"), offers.toString());
    assertTrue(offers.contains("unixterm  => /run/seven.mgmt"), offers.toString());
    assertEquals(
        Set.of("seven.mgmt"),
        offers.stream()
            .filter(offer -> offer.startsWith("unixterm /run/seven.m => "))
            .map(offer -> offer.replaceFirst(".*[ /]", ""))
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void offersCommandsOfTheConsole(Shell shell) {
    Set<String> offers = shell.offers("unixcmd -s /run/seven.mgmt vlan/a");
    assertEquals(
        Set.of(
            "unixcmd -s /run/seven.mgmt vlan/a => vlan/addport",
            "unixcmd -s /run/seven.mgmt vlan/a => vlan/allprint"),
        offers);
  }

  @ParameterizedTest
  @EnumSource
  void offersHostsOfAGroupBehindAComma(Shell shell) {
    host.run("sh", "-c", "mkdir -p /etc/ctys/groups && echo h1 >/etc/ctys/groups/lab");
    Set<String> offers = shell.offers("vnetctl list -r h7,la");
    assertTrue(
        offers.contains("vnetctl list -r h7,la => h7,lab")
            || offers.contains("vnetctl list -r h7,la => lab"),
        offers.toString());
  }

  /** Shells differ in whether what must be followed by a value is shown with an equals sign. */
  private static Set<String> withoutEquals(Set<String> offers) {
    return without(offers, "=$");
  }

  private static Set<String> without(Set<String> offers, String end) {
    Set<String> cut = new TreeSet<>();
    offers.forEach(offer -> cut.add(offer.replaceFirst(end, "")));
    return cut;
  }
}
