package io.vnetctl.cli.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SshCommandTest {
  @Test
  void r120_asksNothingAndEndsOptionsBeforeTheHost() throws CallException {
    assertEquals(
        List.of(
            "ssh",
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectTimeout=10",
            "-l",
            "jo",
            "--",
            "h1",
            "vnetctl list -u 'a b' -n"),
        ssh(Map.of(), "al").words(RemoteHost.parse("jo@h1"), List.of("list", "-u", "a b"), false));
  }

  @Test
  void r121_theDefaultUserIsForHostsWithoutOne() throws CallException {
    List<String> words = ssh(Map.of(), "al").words(RemoteHost.parse("h1"), List.of(), false);
    assertEquals(List.of("-l", "al", "--", "h1"), words.subList(5, 9));
    assertEquals("--", ssh(Map.of(), null).words(RemoteHost.parse("h1"), List.of(), false).get(5));
  }

  @Test
  void r123_optionsOfTheHostComeAfterThoseOfTheCall() throws CallException {
    assertEquals(
        "vnetctl create -Z sudo -n",
        ssh(Map.of(), null)
            .words(RemoteHost.parse("h1(-Z sudo)"), List.of("create"), false)
            .getLast());
  }

  @Test
  void r124_theHeadingIsLeftOutOnce() throws CallException {
    assertEquals(
        "vnetctl list -n",
        ssh(Map.of(), null).words(RemoteHost.parse("h1"), List.of("list", "-n"), false).getLast());
  }

  @Test
  void sshAndToolAreSettings() throws CallException {
    List<String> words =
        ssh(Map.of("CTYS_SSH", "/x/ssh -F  conf", "CTYS_REMOTE_TOOL", "/opt/v n/vnetctl"), null)
            .words(RemoteHost.parse("h1"), List.of(), false);
    assertEquals(List.of("/x/ssh", "-F", "conf", "-o"), words.subList(0, 4));
    assertEquals("'/opt/v n/vnetctl' -n", words.getLast());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a b",
        "",
        "it's",
        "'",
        "''",
        "$(touch /pwn)",
        "`id`",
        "a;b",
        "\\",
        "\"",
        "a\nb",
        "*",
        "~",
        "#",
        "é",
        "-x",
        "!1",
        "{a,b}",
        "$HOME",
      })
  void r124_theShellGivesEachWordBackAsItWas(String word) throws IOException, CallException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf %s " + ShellWords.quote(word))
            .redirectErrorStream(true)
            .start();
    assertEquals(word, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(List.of(word), ShellWords.split(ShellWords.quote(word)));
  }

  private static SshCommand ssh(Map<String, String> environment, String user) {
    Caller caller = Callers.caller("me", Path.of("/nonexistent"), environment);
    return SshCommand.of(Settings.of(caller), Optional.ofNullable(user));
  }

  @Test
  void tablesWhoseRowsDoNotNameTheHostKeepTheirHeading() throws CallException {
    assertEquals(
        "vnetctl fdb",
        ssh(Map.of(), null).words(RemoteHost.parse("h1"), List.of("fdb"), true).getLast());
  }
}
