package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts on TAPs of a switch that goes on in a new process. */
final class HotRestartHostTest {
  private static final Pattern TIME = Pattern.compile("^\\[(\\d+)\\.(\\d{3})", Pattern.MULTILINE);

  @TempDir Path folder;

  @BeforeEach
  void needsTaps() {
    Requirement.tap();
    Requirement.program("nsenter", "util-linux");
    Requirement.program("ip", "iproute2");
    Requirement.program("ping", "iputils-ping");
  }

  @Test
  void pingBetweenTapsGoesOn() throws IOException {
    try (Namespace one = Namespace.create();
        Namespace other = Namespace.create();
        Succeeding vde =
            Succeeding.of(
                SwitchProcess.start(
                    one.enter(),
                    SwitchProcess.program(),
                    folder,
                    "sw",
                    "-t",
                    "tap1",
                    "-t",
                    "tap2"))) {
      one.give("tap2", other);
      one.run("ip", "addr", "add", "10.8.0.1/24", "dev", "tap1");
      one.run("ip", "link", "set", "tap1", "up");
      other.run("ip", "addr", "add", "10.8.0.2/24", "dev", "tap2");
      other.run("ip", "link", "set", "tap2", "up");
      one.run("ping", "-c", "1", "-W", "5", "10.8.0.2");
      PeerProcess ping =
          one.start(List.of("ping", "-D", "-i", "0.005", "-c", "400", "-W", "5", "10.8.0.2"));

      vde.restart();

      assertEquals(0, ping.awaitExit(), ping::toString);
      System.out.println(
          "hot restart, TAP to TAP: longest gap "
              + longestGapMillis(ping.output())
              + " ms, "
              + ping.output().lines().filter(line -> line.contains("packet loss")).toList());
      assertTrue(longestGapMillis(ping.output()) < 1_000, ping::output);
      assertTrue(ping.output().contains(" 0% packet loss"), ping::output);
      assertEquals(2, vde.ask("port/print").split("module tuntap ").length - 1);
    }
  }

  private static long longestGapMillis(String output) {
    List<Long> times = new ArrayList<>();
    Matcher time = TIME.matcher(output);
    while (time.find()) {
      times.add(Long.parseLong(time.group(1)) * 1_000 + Long.parseLong(time.group(2)));
    }
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return longest;
  }
}
