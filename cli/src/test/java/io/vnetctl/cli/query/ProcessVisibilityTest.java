package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessVisibilityTest {
  private static final String NOBODY =
      "Name:\tjava\nGid:\t65534\t65534\t65534\t65534\nGroups:\t4 20 \nCapEff:\t0000000000000000\n";

  @ParameterizedTest
  @CsvSource({
    "'rw', false",
    "'rw,hidepid=off', false",
    "'rw,hidepid=0', false",
    "'rw,hidepid=noaccess', true",
    "'rw,hidepid=invisible', true",
    "'rw,hidepid=2', true",
    "'rw,hidepid=ptraceable', true",
    "'rw,gid=20,hidepid=invisible', false",
    "'rw,gid=65534,hidepid=2', false",
    "'rw,gid=2,hidepid=2', true"
  })
  void isLimitedByTheOptionsOfProc(String options, boolean limited) {
    assertEquals(limited, ProcessVisibility.isLimited(mount(options), NOBODY));
  }

  @Test
  void whoMayTraceAllSeesAll() {
    String root = NOBODY.replace("0000000000000000", "000001ffffffffff");
    assertEquals(false, ProcessVisibility.isLimited(mount("rw,hidepid=2"), root));
  }

  @Test
  void theUppermostMountCounts() {
    assertEquals(
        true, ProcessVisibility.isLimited(mount("rw") + mount("rw,hidepid=invisible"), NOBODY));
    assertEquals(
        false, ProcessVisibility.isLimited(mount("rw,hidepid=invisible") + mount("rw"), NOBODY));
    assertEquals(false, ProcessVisibility.isLimited("", NOBODY));
  }

  private static String mount(String options) {
    return "21 26 0:20 / /sys rw - sysfs sysfs rw,hidepid=2\n"
        + "22 26 0:21 / /proc rw,nosuid shared:13 - proc proc "
        + options
        + "\n";
  }
}
