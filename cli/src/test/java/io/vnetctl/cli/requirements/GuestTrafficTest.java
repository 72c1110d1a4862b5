package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.PeerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest reaches the network beyond the host, and is reached, through plug, switch, TAP and bridge
 * (R138). The guest is a network of its own behind Debian's vde_plug2tap.
 */
final class GuestTrafficTest {
  private static final String GUEST = "192.0.2.50";
  private static final String GUEST6 = "2001:db8::50";

  private final Host host = Host.withNic();
  private PeerProcess guest;

  /** The guest's number on the host. */
  private String guestPid;

  @BeforeEach
  void plug() {
    host.vnetctl("create").run().expect(0);
    guest =
        host.program(
                "unshare",
                "--net",
                "sh",
                "-c",
                "echo pid $$; exec vde_plug2tap -s /var/tmp/vde_switch0.root guest0")
            .start();
    guest.awaitOutput("pid ");
    Eventually.await(() -> guest.output().contains("\n"), guest::toString);
    guestPid = guest.output().strip().split(" ")[1];
    Eventually.await(
        () -> inGuest("ip", "link", "set", "guest0", "up").run().status() == 0, guest::toString);
  }

  @AfterEach
  void closeHost() {
    guest.close();
    host.close();
  }

  private Run inGuest(String... command) {
    String[] words = new String[command.length + 2];
    words[0] = "nsenter";
    words[1] = "--net=/proc/" + guestPid + "/ns/net";
    System.arraycopy(command, 0, words, 2, command.length);
    return host.program(words);
  }

  private void guestIp(String words) {
    inGuest(("ip " + words).split(" ")).run().expect(0);
  }

  @Test
  void r138_bothFamiliesBothDirectionsFullFramesAndBroadcasts() {
    guestIp("addr add " + GUEST + "/24 brd + dev guest0");
    guestIp("addr add " + GUEST6 + "/64 dev guest0 nodad");
    for (String size : new String[] {"56", "1472"}) {
      inGuest("ping", "-c", "3", "-i", "0.01", "-W", "5", "-M", "do", "-s", size, Host.NEIGHBOUR)
          .run()
          .expect(0);
    }
    inGuest("ping", "-c", "3", "-i", "0.01", "-W", "5", "-M", "do", "-s", "1452", Host.NEIGHBOUR6)
        .run()
        .expect(0);
    inGuest("ping", "-c", "1", "-W", "5", Host.ADDRESS).run().expect(0);
    host.neighbour("ping", "-c", "3", "-i", "0.01", "-W", "5", "-M", "do", "-s", "1472", GUEST);
    host.neighbour("ping", "-c", "3", "-i", "0.01", "-W", "5", "-M", "do", "-s", "1452", GUEST6);

    // who asks does not answer itself
    String answer = "net.ipv4.icmp_echo_ignore_broadcasts=0";
    String ignore = "net.ipv4.icmp_echo_ignore_broadcasts=1";
    String[] broadcast = {"ping", "-b", "-c", "1", "-W", "5", "192.0.2.255"};
    host.neighbour("sysctl", "-qw", answer);
    String heard = inGuest(broadcast).run().expect(0).out();
    assertTrue(heard.contains("from " + Host.NEIGHBOUR), heard);
    host.neighbour("sysctl", "-qw", ignore);
    inGuest("sysctl", "-qw", answer).run().expect(0);
    String others = host.neighbour(broadcast);
    assertTrue(others.contains("from " + GUEST), others);
  }

  @Test
  void r138_addressByDhcp(@TempDir Path folder) throws IOException {
    Path leases = Files.createFile(folder.resolve("leases"));
    Path settings =
        Files.writeString(
            folder.resolve("udhcpd.conf"),
            """
            interface peer0
            start 192.0.2.100
            end 192.0.2.110
            lease_file %s
            pidfile %s
            option subnet 255.255.255.0
            option router 192.0.2.1
            """
                .formatted(leases, folder.resolve("pid")));
    try (PeerProcess _ =
        host.startOnNeighbour("busybox", "udhcpd", "-f", "-a0", settings.toString())) {
      Ended lease =
          inGuest(
                  "busybox",
                  "udhcpc",
                  "-f",
                  "-n",
                  "-q",
                  "-t",
                  "10",
                  "-T",
                  "1",
                  "-i",
                  "guest0",
                  "-s",
                  "/bin/true")
              .run()
              .expect(0);
      assertTrue((lease.out() + lease.err()).contains("of 192.0.2.10"), lease::toString);
    }
  }

  /** Sends the frame of its arguments, and prints VLAN and payload of the first one tagged so. */
  private static final String TAGGED_FRAMES =
      """
      import socket, struct, sys
      link, send = sys.argv[1], sys.argv[2].encode()
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
      s.setsockopt(263, 8, 1)
      s.bind((link, 0))
      print('bound', flush=True)
      mac = s.getsockname()[4]
      def transmit():
          s.send(b'\\xff' * 6 + mac + struct.pack('!HHH', 0x8100, 10, 0x88b5) + send.ljust(46))
      if not send.startswith(b'answer'):
          transmit()
      while True:
          frame, aux, _, sender = s.recvmsg(2048, 256)
          if sender[2] == socket.PACKET_OUTGOING or sender[3] == 0 and len(aux) == 0:
              continue
          status, _, _, _, _, tci, _ = struct.unpack('IIIHHHH', aux[0][2][:20])
          if status & 16 and tci & 4095 == 10 and frame[12:14] == b'\\x88\\xb5':
              print('VLAN', tci & 4095, frame[14:].split()[0].decode(), flush=True)
              break
      if send.startswith(b'answer'):
          transmit()
      """;

  @Test
  void r138_taggedFramesOfAVlanThatExists() {
    String[] commands = {"vlan/create 10", "vlan/addport 10 1", "vlan/addport 10 2"};
    for (String command : commands) {
      host.ours("unixcmd", "-s", "/var/tmp/vde_mgmt0.root", command).run().expect(0);
    }
    try (PeerProcess far =
        host.startOnNeighbour("python3", "-c", TAGGED_FRAMES, "peer0", "answer")) {
      far.awaitOutput("bound");
      String heard =
          inGuest("timeout", "10", "python3", "-c", TAGGED_FRAMES, "guest0", "request")
              .run()
              .expect(0)
              .out();

      assertEquals("bound\nVLAN 10 answer\n", heard);
      assertEquals(0, far.awaitExit());
      assertEquals("bound\nVLAN 10 request\n", far.output());
    }
  }
}
