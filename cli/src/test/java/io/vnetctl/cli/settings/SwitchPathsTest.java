package io.vnetctl.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.CallParser;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.Callers;
import io.vnetctl.cli.call.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SwitchPathsTest {
  @Test
  void r18_r19_defaultsAreInVarTmpWithTheUsersName() throws CallException {
    SwitchPaths paths = paths("jo", Map.of());
    assertEquals(
        new SwitchPaths(
            "jo",
            Path.of("/var/tmp/vde_switch0.jo"),
            Path.of("/var/tmp/vde_mgmt0.jo"),
            Path.of("/var/run/vde_mgmt0.jo")),
        paths);
    assertEquals(Path.of("/var/tmp/vde_switch0.jo/ctl"), paths.ctl());
  }

  @Test
  void r20_bothDeriveFromTheSocketBase() throws CallException {
    SwitchPaths paths = paths("jo", Map.of("CTYS_SOCKBASE", "/var/tmp/x"), "-u", "nobody");
    assertEquals(Path.of("/var/tmp/x/vde_switch0.nobody"), paths.qemuSock());
    assertEquals(Path.of("/var/tmp/x/vde_mgmt0.nobody"), paths.qemuMgmt());
  }

  @Test
  void r23_optionsAreTakenVerbatim() throws CallException {
    SwitchPaths paths =
        paths(
            "jo",
            Map.of("QEMUSOCK", "/e/s.jo", "QEMUMGMT", "/e/m.jo"),
            "-s",
            "/var/tmp/a.jo",
            "-S",
            "/var/tmp/b",
            "-u",
            "nobody");
    assertEquals(Path.of("/var/tmp/a.jo"), paths.qemuSock());
    assertEquals(Path.of("/var/tmp/b"), paths.qemuMgmt());
    assertEquals(Path.of("/var/run/b"), paths.pidFile());
    assertEquals("nobody", paths.owner());
  }

  @ParameterizedTest
  @CsvSource({
    "/var/tmp/vde_switch0.jo, jo, al, /var/tmp/vde_switch0.al",
    "/var/tmp/vde_switch0.john.doe, john.doe, al, /var/tmp/vde_switch0.al",
    "/var/tmp/vde_switch0.jo, jo, jane.roe, /var/tmp/vde_switch0.jane.roe",
    "/var/tmp/vde_switch0.john.doe, john.doe, jane.roe, /var/tmp/vde_switch0.jane.roe",
    "/srv/v1.2/switch, jo, al, /srv/v1.2/switch.al",
    "/srv/v1.jo/switch.x, jo, al, /srv/v1.jo/switch.al",
    "/var/tmp/switch.other, jo, al, /var/tmp/switch.al",
    "/var/tmp/vde_switch0.jo, jo, jo, /var/tmp/vde_switch0.jo",
  })
  void r25_theUsersSuffixIsReplaced(String path, String caller, String user, String expected) {
    assertEquals(Path.of(expected), SwitchPaths.suffixed(Path.of(path), caller, user));
  }

  @Test
  void r25_withoutAUserConfiguredPathsStayAsTheyAre() throws CallException {
    assertEquals(Path.of("/srv/switch"), paths("jo", Map.of("QEMUSOCK", "/srv/switch")).qemuSock());
  }

  @Test
  void r24_r41_aNumberAndAGroupMeanTheSameSwitch() throws CallException {
    Path expected = Path.of("/var/tmp/vde_switch0.nobody");
    for (String owner : List.of("nobody", "65534", "nobody.daemon", "nobody:daemon", "65534:1")) {
      assertEquals(expected, paths("jo", Map.of(), "-u", owner).qemuSock(), owner);
    }
    assertEquals(
        Path.of("/var/tmp/vde_switch0.54321"), paths("jo", Map.of(), "-u", "54321").qemuSock());
  }

  @Test
  void r41_anUnknownUserIsRefused() {
    CallException refused =
        assertThrows(CallException.class, () -> paths("jo", Map.of(), "-u", "no.such.user"));
    assertEquals(CallException.FAILED, refused.status());
    assertTrue(refused.getMessage().contains("'no.such.user'"), refused.getMessage());
  }

  @Test
  void r26_pathsThatNoSocketCanHaveAreRefused() throws CallException {
    String longest = "/" + "s".repeat(89);
    assertEquals(Path.of(longest), paths("jo", Map.of(), "-s", longest).qemuSock());
    assertRefused("QEMUSOCK " + longest, "-s", longest + "s");
    String longestMgmt = "/" + "m".repeat(106);
    assertEquals(Path.of(longestMgmt), paths("jo", Map.of(), "-S", longestMgmt).qemuMgmt());
    assertRefused("QEMUMGMT " + longestMgmt, "-S", longestMgmt + "m");
    assertRefused("91 bytes", "-s", "/s" + "é".repeat(44) + "s");
    assertRefused("QEMUSOCK is /", "-s", "/");
    assertRefused("are both /x", "-s", "/x", "-S", "/x");
  }

  private static void assertRefused(String part, String... words) {
    CallException refused = assertThrows(CallException.class, () -> paths("jo", Map.of(), words));
    assertEquals(CallException.FAILED, refused.status());
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
  }

  private static SwitchPaths paths(String user, Map<String, String> environment, String... words)
      throws CallException {
    Call call = assertInstanceOf(Request.Work.class, CallParser.parse(List.of(words))).call();
    Caller caller = Callers.caller(user, Path.of("/nonexistent"), environment);
    return SwitchPaths.of(call, caller, Settings.of(caller, Path.of("/nonexistent")));
  }
}
