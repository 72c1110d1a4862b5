package io.vnetctl.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vnetctl.cli.ClientProcess;
import io.vnetctl.vde.client.RealSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DemoTest {
  private static final Pattern DIRECTORY = Pattern.compile("serves (/\\S+)/c\n");

  @Test
  void showsEchoesTablesAndThroughput() throws Exception {
    try (ClientProcess demo = start()) {
      String shown = demo.rest();

      assertEquals("", demo.errors());
      assertEquals(0, demo.status(), shown);
      assertEquals(4, shown.lines().filter(line -> line.contains("5 of 5 answered")).count());
      assertTrue(shown.contains("02:00:00:00:00:02 VLAN 0000 to port: 003"), shown);
      assertTrue(shown.contains("Gbit/s"), shown);
      assertFalse(Files.exists(directory(shown)));
    }
  }

  @Test
  void takesAllDownWhenItIsEnded() throws Exception {
    try (ClientProcess demo = start()) {
      String shown = demo.awaitOutput("hash/print\n");
      demo.terminate();

      demo.rest();
      assertEquals("", demo.errors());
      assertEquals(128 + 15, demo.status());
      assertFalse(Files.exists(directory(shown)));
    }
  }

  @Test
  void saysWhyTheSwitchDoesNotServe() throws Exception {
    try (ClientProcess demo = start("/usr/bin/vde_switch", "-n", "0")) {
      String errors = demo.errors();

      assertTrue(errors.startsWith("vnetctl demo: the switch does not serve: "), errors);
      assertEquals(1, demo.status());
    }
  }

  private static ClientProcess start() throws IOException {
    return start("/usr/bin/vde_switch");
  }

  private static ClientProcess start(Object... program) throws IOException {
    RealSwitch.start().close();
    boolean permitted = Files.isWritable(Path.of("/dev/net/tun"));
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(permitted, "no permission to open /dev/net/tun");
    }
    assumeTrue(permitted, "no permission to open /dev/net/tun");
    return ClientProcess.onPipes(DemoOnDebian.class, program);
  }

  private static Path directory(String shown) {
    Matcher matcher = DIRECTORY.matcher(shown);
    assertTrue(matcher.find(), shown);
    return Path.of(matcher.group(1));
  }
}
