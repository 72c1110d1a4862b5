package io.vnetctl.cli.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostListTest {
  @TempDir Path groups;
  @TempDir Path macros;

  @ParameterizedTest
  @CsvSource({
    "h1, , h1",
    "h1.example.org, , h1.example.org",
    "jo@h1, jo, h1",
    "192.0.2.7, , 192.0.2.7",
    "2001:db8::7, , 2001:db8::7",
    "root@[2001:db8::7], root, 2001:db8::7",
    "fe80::1%eth0, , fe80::1%eth0",
    "jo@REALM@h1, jo@REALM, h1",
    "j.doe_1@h-1, j.doe_1, h-1",
  })
  void r122_namesAndAddressesWithOrWithoutAUser(String entry, String user, String name)
      throws CallException {
    assertEquals(
        new RemoteHost(Optional.ofNullable(user), name, List.of()), RemoteHost.parse(entry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=x",
        "jo@-oProxyCommand=x",
        "-l@h1",
        "@h1",
        "jo@",
        "h1;id",
        "h1$(id)",
        "h1`id`",
        "a/b",
        "h1(-f",
        "h1)",
        "h1(-f)x",
        "h1(-u 'x)",
        "h1\u001b[1m",
        "{none}",
      })
  void r143_whatIsNoHostIsRefused(String entry) {
    CallException refused = assertThrows(CallException.class, () -> hosts(entry));
    assertEquals(CallException.FAILED, refused.status());
    assertTrue(refused.getMessage().startsWith("-r: "), refused.getMessage());
  }

  @Test
  void r120_hostsKeepTheirOrderAndCountOnce() throws CallException {
    assertEquals(List.of("h2", "jo@h1", "h1"), labels("h2,jo@h1,h1,h2"));
  }

  @Test
  void r123_optionsBelongToTheirHost() throws CallException {
    List<RemoteHost> hosts = hosts("h1(-Z sudo,ksu),h2(-u 'a b' -d \"c,)\"),h3");
    assertEquals(List.of("-Z", "sudo,ksu"), hosts.get(0).options());
    assertEquals(List.of("-u", "a b", "-d", "c,)"), hosts.get(1).options());
    assertEquals(List.of(), hosts.get(2).options());
  }

  @Test
  void r123_groupsAndMacrosStandForTheirMembers() throws CallException, IOException {
    write(groups, "lab", "h1, jo@h2 # the old ones: h9\n\ninner h3(-f)\n");
    write(groups, "inner", "h4\nh5");
    write(macros, "all", "lab,h6");
    write(macros, "h1", "never");
    assertEquals(List.of("h1", "jo@h2", "h4", "h5", "h3"), labels("lab"));
    assertEquals(List.of("h0", "h1", "jo@h2", "h4", "h5", "h3", "h6"), labels("h0,{all}"));
  }

  @Test
  void r123_whatIsSaidOfAGroupHoldsForItsMembers() throws CallException, IOException {
    write(groups, "lab", "h1 jo@h2(-n)");
    assertEquals(
        List.of(
            new RemoteHost(Optional.of("root"), "h1", List.of("-Z", "sudo")),
            new RemoteHost(Optional.of("jo"), "h2", List.of("-Z", "sudo", "-n"))),
        hosts("root@lab(-Z sudo)"));
  }

  @Test
  void r123_groupsThatContainThemselvesAreFound() throws IOException {
    write(groups, "a", "h1 b");
    write(groups, "b", "c");
    write(groups, "c", "a");
    CallException refused = assertThrows(CallException.class, () -> hosts("a"));
    assertTrue(refused.getMessage().contains("a > b > c > a"), refused.getMessage());
  }

  @Test
  void r123_listsHaveBounds() throws IOException {
    for (int i = 0; i <= HostList.MAX_DEPTH; i++) {
      write(groups, "g" + i, "g" + (i + 1));
    }
    assertThrows(CallException.class, () -> hosts("g0"));
    StringBuilder many = new StringBuilder();
    for (int i = 0; i <= HostList.MAX_HOSTS; i++) {
      many.append('x').append(i).append('\n');
    }
    write(groups, "many", many.toString());
    assertThrows(CallException.class, () -> hosts("many"));
    write(groups, "none", "# nobody\n");
    assertThrows(CallException.class, () -> hosts("none"));
  }

  private List<String> labels(String text) throws CallException {
    return hosts(text).stream().map(RemoteHost::label).toList();
  }

  private List<RemoteHost> hosts(String text) throws CallException {
    return HostList.of(text, new HostGroups(List.of(groups), List.of(macros)));
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
