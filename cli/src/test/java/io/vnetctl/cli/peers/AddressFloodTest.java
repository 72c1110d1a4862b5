package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that makes up addresses without end, in many VLANs. */
final class AddressFloodTest {
  private static final int VLANS = 32;
  private static final int ADDRESSES = 500_000;
  private static final int BATCH = 20_000;
  private static final int FLOODER = 1;
  private static final String BOB = "02:00:00:00:00:02";
  private static final String CAROL = "02:00:00:00:00:03";
  private static final long MOST_MORE_KB = 16 * 1024;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  @TempDir Path folder;

  @Test
  void neitherMemoryNorOtherPortsSuffer() throws IOException {
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw");
        Plug mallory = Plug.connect(vde, FLOODER);
        Plug bob = Plug.connect(vde, 2);
        Plug carol = Plug.connect(vde, 3)) {
      for (int vlan = 1; vlan <= VLANS; vlan++) {
        vde.succeed("vlan/create " + vlan);
        vde.succeed("vlan/addport " + vlan + " " + FLOODER);
      }
      byte[] hello = Frames.frame(Frames.BROADCAST, BOB, "here I am");
      bob.send(hello);
      carol.awaitFrame(hello);
      long idleKb = residentKb(vde);

      flood(vde, mallory);

      byte[] toBob = Frames.frame(BOB, CAROL, "only for you");
      mallory.poll();
      carol.send(toBob);
      bob.awaitFrame(toBob);
      assertEquals(List.of(), mallory.poll());
      long moreKb = residentKb(vde) - idleKb;
      assertTrue(moreKb <= MOST_MORE_KB, moreKb + " KB more than the " + idleKb + " KB when idle");
      vde.stop();
    }
  }

  /**
   * Each frame is for its own source: nobody gets it. Those that the full socket does not take do
   * not count.
   */
  private static void flood(SwitchProcess vde, Plug mallory) {
    ByteBuffer frame = ByteBuffer.allocate(64);
    for (int i = 0; PromptCounter.of(vde, FLOODER, "in_replaced") < ADDRESSES; ) {
      for (int end = i + BATCH; i < end; i++) {
        for (int at = 0; at <= 6; at += 6) {
          frame.putShort(at, (short) 0x0600).putInt(at + 2, i);
        }
        frame.putInt(12, 0x81000000 | 1 + i % VLANS);
        mallory.send(frame.array());
      }
    }
  }

  private static long residentKb(SwitchProcess vde) throws IOException {
    String status = Files.readString(Path.of("/proc/" + vde.process().pid() + "/status"));
    Matcher line = RESIDENT.matcher(status);
    assertTrue(line.find(), status);
    return Long.parseLong(line.group(1));
  }

  @Test
  void optionsLimitPortsThatAreYetToCome() throws IOException {
    try (SwitchProcess vde =
            SwitchProcess.start(
                folder,
                "sw",
                "--flood-limit=all=500",
                "--mac-limit",
                "2=1",
                "--bpdu-guard",
                "all",
                "--isolated",
                "2");
        Plug bob = Plug.connect(vde, 2)) {
      String limits = vde.succeed("port/limits");
      assertTrue(
          limits.contains(
              "Port 0002 maclimit=1 floodlimit=500 bpduguard=1 isolated=1 macs=0 status=Open\n"
                  + "Others    maclimit=0 floodlimit=500 bpduguard=1 isolated=0\n"),
          limits);
      assertEquals(2, bob.port());
      vde.stop();
    }
  }
}
