package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vnetctl.vde.client.RealSwitch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixCmdTest {

  @Test
  void printsTheSameOctetsAsTheOriginal() throws Exception {
    boolean installed = Files.isExecutable(Path.of("/usr/bin/unixcmd"));
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(installed, "Debian's unixcmd is missing");
    }
    assumeTrue(installed, "Debian's unixcmd is missing");
    try (RealSwitch real = RealSwitch.start();
        ClientProcess ours =
            ClientProcess.onPipes(
                UnixCmd.class, "-s", real.console(), "-f", "/etc/vde2/vdecmd", "help", "port")) {
      Process original =
          new ProcessBuilder(
                  "/usr/bin/unixcmd",
                  "-s",
                  real.console().toString(),
                  "-f",
                  "/etc/vde2/vdecmd",
                  "help",
                  "port")
              .start();
      String expected =
          new String(original.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertTrue(expected.contains("port/print"), expected);
      assertEquals(expected, ours.rest());
      assertEquals(0, ours.status());
    }
  }

  @Test
  void exitsWithTheErrnoOfTheAnswer() throws Exception {
    try (RealSwitch real = RealSwitch.start();
        ClientProcess cmd =
            ClientProcess.onPipes(UnixCmd.class, "-s", real.console(), "vlan/create", "-1")) {
      assertEquals("", cmd.rest());
      assertEquals("unixcmd: vlan/create -1: Invalid argument\n", cmd.errors());
      assertEquals(22, cmd.status());
    }
  }

  @Test
  void saysWhyThereIsNoConsole(@TempDir Path empty) throws Exception {
    try (ClientProcess cmd =
        ClientProcess.onPipes(UnixCmd.class, "-s", empty.resolve("m"), "showinfo")) {
      assertEquals(
          "connect: No such file or directory: "
              + empty.resolve("m")
              + "; needs the console socket of a running switch (-M)\n",
          cmd.errors());
      assertEquals(255, cmd.status());
    }
  }

  @Test
  void explainsItselfWithoutACommand() throws Exception {
    try (ClientProcess cmd = ClientProcess.onPipes(UnixCmd.class, "-s")) {
      String errors = cmd.errors();

      assertTrue(errors.startsWith("unixcmd: option -s needs a value\nUsage: unixcmd"), errors);
      assertEquals(255, cmd.status());
    }
  }
}
