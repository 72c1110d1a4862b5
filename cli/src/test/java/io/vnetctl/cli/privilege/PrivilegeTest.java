package io.vnetctl.cli.privilege;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.call.DebugSpec;
import io.vnetctl.cli.call.Request;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrivilegeTest {
  private static final Path NOWHERE = Path.of("/nonexistent");

  @TempDir Path bin;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void stubsAreInPath() throws IOException {
    for (String name : List.of("sudo", "ksu")) {
      Files.createFile(
          bin.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    environment.put("PATH", "relative:" + bin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-        | -       | -           | none",
        "SUDO     | -       | -           | sudo -n --",
        "sudo     | -       | -           | sudo -n --",
        "KSU      | -       | -           | ksu -q -e",
        "kSu,SuDo | -       | -           | ksu -q -e",
        "ALL      | -       | -           | ksu -q -e",
        "NOKSU,ALL| -       | -           | sudo -n --",
        "NOKSU,SUDO | -     | -           | sudo -n --",
        "NOSUDO   | 1       | -           | none",
        "-        | 1       | -           | sudo -n --",
        "-        | DEFAULT | -           | none",
        "-        | 0       | USE_KSU     | ksu -q -e",
        "-        | 1       | USE_K5USERS | ksu -q -e",
        "NOKSU    | 1       | USE_K5USERS | sudo -n --",
        "NOKSU,NOSUDO | 1   | USE_KSU     | none",
      })
  void r114_wordsAndSettingsSwitchMechanisms(String words, String sudo, String ksu, String expected)
      throws CallException {
    if (sudo != null) {
      environment.put("USE_SUDO", sudo);
    }
    if (ksu != null) {
      environment.put(ksu, "1");
    }
    List<String> call = new ArrayList<>(List.of("create"));
    if (words != null) {
      call.addAll(List.of("-Z", words));
    }
    assertEquals(expected, mechanism(call));
  }

  private String mechanism(List<String> words) {
    try {
      List<String> command = borrowed(words).command();
      return String.join(" ", command.subList(0, 3)).replace(bin + "/", "");
    } catch (CallException e) {
      assertEquals(CallException.MISSING, e.status());
      return "none";
    }
  }

  @Test
  void r114_whatIsNotInPathDoesNotCount() throws Exception {
    Files.delete(bin.resolve("ksu"));
    assertTrue(borrowed(List.of("create", "-Z", "ALL")).command().getFirst().endsWith("/sudo"));
    Files.delete(bin.resolve("sudo"));
    CallException refused =
        assertThrows(CallException.class, () -> borrowed(List.of("create", "-Z", "ALL")));
    assertTrue(refused.getMessage().contains("ksu, sudo is switched on, but not in PATH"));
  }

  @Test
  void ownPrivilegesComeFirst() throws CallException {
    assertInstanceOf(Privilege.Held.class, decide(List.of("create", "-Z", "ALL"), true, false));
  }

  @Test
  void r113_theWholeCallIsHandedOnWithNothingLeftToGuess() throws CallException {
    environment.put("CTYS_SOCKBASE", "/var/tmp/x");
    environment.put("SSH_CONNECTION", "192.0.2.7 1 192.0.2.10 22");
    List<String> command =
        borrowed(
                List.of(
                    "create",
                    "-Z",
                    "SUDO",
                    "-u",
                    "nobody",
                    "-b",
                    "$(id)",
                    "-f",
                    "-X",
                    "--timeout",
                    "2.5"))
            .command();
    assertEquals(
        List.of(
            bin + "/sudo",
            "-n",
            "--",
            "/opt/vnetctl/bin/vnetctl",
            "create",
            "-s",
            "/var/tmp/x/vde_switch0.nobody",
            "-S",
            "/var/tmp/x/vde_mgmt0.nobody",
            "-u",
            "nobody:nogroup",
            "-b",
            "$(id)",
            "-f",
            "-X",
            "-d",
            "MAX,0,W:2,I:2",
            "--rollback-timeout",
            "60.000000000",
            "--timeout",
            "2.500000000",
            "--reexec=network:192.0.2.7"),
        command);
  }

  @Test
  void r113_theHandedOnWordsMeanTheSameCall() throws CallException {
    List<String> words =
        List.of(
            "cancel",
            "-Z",
            "SUDO",
            "-u",
            "nobody:daemon",
            "-g",
            "daemon",
            "-i",
            "eth0",
            "-n",
            "-d",
            "PATTERN,0x5,S:3,W:3,I:0,PF",
            "--keepip",
            "--remove-bridge",
            "--json",
            "--rollback-timeout",
            "0");
    List<String> command = borrowed(words).command();
    Call original = call(words);
    Call handedOn = call(command.subList(4, command.size()));
    assertEquals(original.debug(), handedOn.debug());
    assertEquals(original.group(), handedOn.group());
    assertEquals(original.nic(), handedOn.nic());
    assertEquals(original.rollbackTimeout(), handedOn.rollbackTimeout());
    assertTrue(handedOn.keepIp() && handedOn.removeBridge() && handedOn.json());
    assertTrue(handedOn.noHeading() && !handedOn.force() && !handedOn.terse());
    assertTrue(handedOn.reexec().isPresent());
  }

  @Test
  void r116_sudoMayAskOnlyOnATerminalAndIfItIsNamed() throws CallException {
    environment.put("USE_SUDO", "1");
    assertTrue(command(List.of("create", "-Z", "NOKSU,SUDO"), true).contains(" -- /opt"));
    assertTrue(!command(List.of("create", "-Z", "NOKSU,SUDO"), true).contains(" -n "));
    assertTrue(command(List.of("create", "-Z", "NOKSU,SUDO"), false).contains(" -n "));
    assertTrue(command(List.of("create", "-Z", "NOKSU,ALL"), true).contains(" -n "));
    assertTrue(command(List.of("create"), true).contains(" -n "));
  }

  private String command(List<String> words, boolean interactive) throws CallException {
    return String.join(
        " ",
        assertInstanceOf(Privilege.Borrowed.class, decide(words, false, interactive))
            .elevation()
            .command());
  }

  @Test
  void r117_withoutPrivilegeTheLinesForTheAdministratorAreTold() {
    CallException refused =
        assertThrows(CallException.class, () -> borrowed(List.of("cancel", "-u", "nobody")));
    assertEquals(CallException.MISSING, refused.status());
    String message = refused.getMessage();
    assertTrue(
        message.contains(
            "'jo ALL=(root) NOPASSWD: /opt/vnetctl/bin/vnetctl create * --reexec\\=*,"
                + " /opt/vnetctl/bin/vnetctl cancel * --reexec\\=*'"),
        message);
    assertTrue(message.contains("'jo@REALM /opt/vnetctl/bin/vnetctl'"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void r117_namesInSudoersAreEscaped() {
    Caller odd =
        new Caller(
            "vnetctl",
            Path.of("/opt/v, 1/vnetctl"),
            "DOM\\jo",
            1,
            NOWHERE,
            "h",
            Map.of(),
            System.out,
            System.err);
    assertTrue(
        Permission.sudoers(odd)
            .startsWith("DOM\\\\jo ALL=(root) NOPASSWD: /opt/v\\,\\ 1/vnetctl create "));
  }

  @Test
  void r115_theCallWithPrivilegesNeverBorrowsThemAgain() {
    CallException refused =
        assertThrows(
            CallException.class, () -> borrowed(List.of("create", "-Z", "ALL", "--reexec=local")));
    assertEquals(CallException.MISSING, refused.status());
    assertTrue(refused.getMessage().contains("still may not"), refused.getMessage());
  }

  @Test
  void r118_wrongNamesAreFoundBeforeAnythingIsRun() {
    CallException refused =
        assertThrows(
            CallException.class,
            () -> borrowed(List.of("create", "-Z", "SUDO", "-u", "nobody", "-g", "bin")));
    assertEquals(CallException.FAILED, refused.status());
  }

  @Test
  void aHintSaysWhoseSwitchSudoMeans() throws CallException {
    environment.put("SUDO_USER", "al");
    Callers jo = Callers.of("root", NOWHERE, environment);
    Messages messages = new Messages(jo.caller(), DebugSpec.NONE, false);
    Privilege.hint(call(List.of("create", "-u", "nobody")), jo.caller(), messages);
    Privilege.hint(call(List.of("create", "--reexec=local")), jo.caller(), messages);
    assertEquals("", jo.err());
    Privilege.hint(call(List.of("create")), jo.caller(), messages);
    assertTrue(jo.err().contains("add -u al"), jo.err());
  }

  private Elevation borrowed(List<String> words) throws CallException {
    return assertInstanceOf(Privilege.Borrowed.class, decide(words, false, false)).elevation();
  }

  private Privilege decide(List<String> words, boolean held, boolean interactive)
      throws CallException {
    Caller caller = Callers.caller("jo", NOWHERE, environment);
    return Privilege.decide(call(words), caller, Settings.of(caller), held, interactive);
  }

  private static Call call(List<String> words) throws CallException {
    return assertInstanceOf(Request.Work.class, CallParser.parse(words)).call();
  }
}
