package io.vnetctl.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessTitleTest {
  @Test
  void showsNameAndArgumentsAndLeavesAllElseAlone() throws IOException, InterruptedException {
    try (Jvm jvm = Jvm.start("title", "-s", "/tmp/with blank", "", "-tap", "tap0")) {
      assertEquals("ready", jvm.readLine());
      String shown = jvm.proc("cmdline");
      assertEquals(
          List.of("vde_switch", "-s", "/tmp/with blank", "", "-tap", "tap0"),
          List.of(shown.split("\0")));
      assertEquals("vde_switch\n", jvm.proc("comm"));
      assertEquals("vde_switch -s /tmp/with blank  -tap tap0", ps("args", jvm.pid()).strip());
      assertEquals("vde_switch", ps("comm", jvm.pid()).strip());
      assertTrue(jvm.proc("environ").contains("MARK=kept"));
      jvm.endInput();
      assertEquals("kept kept", jvm.readLine());
      assertEquals("true", jvm.readLine());
      assertEquals(0, jvm.status());
    }
  }

  @Test
  void cutsWhatDoesNotFit() throws IOException, InterruptedException {
    try (Jvm jvm = Jvm.start("longtitle")) {
      assertEquals("ready", jvm.readLine());
      String shown = jvm.proc("cmdline");
      assertTrue(shown.startsWith("vde_switch\0xxx") && shown.length() < 100_000);
      assertTrue(jvm.proc("environ").contains("MARK=kept"));
      jvm.endInput();
      assertEquals("kept kept", jvm.readLine());
      assertEquals("true", jvm.readLine());
      assertEquals(0, jvm.status());
    }
  }

  private static String ps(String column, long pid) throws IOException {
    Process ps =
        new ProcessBuilder("ps", "-ww", "-o", column + "=", "-p", Long.toString(pid)).start();
    try (var out = ps.inputReader()) {
      return out.readAllAsString();
    }
  }
}
