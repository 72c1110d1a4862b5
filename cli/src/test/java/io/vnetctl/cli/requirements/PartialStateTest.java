package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.cli.peers.Eventually;
import io.vnetctl.cli.peers.User;
import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * cancel clears every subset of what a switch has (R105).
 *
 * <p>Debian's switch stands for the process, because it starts in no time; a TAP of ip(8) for that
 * of create; sockets that nobody listens on for those of a switch that has gone. The journal is one
 * that create has written, with the numbers of these.
 */
final class PartialStateTest {
  private enum Piece {
    PROCESS,
    TAP,
    CTL,
    PORT_SOCKETS,
    MGMT,
    PID_FILE
  }

  private static final String SOCK = "/var/tmp/vde_switch0.nobody";
  private static final String MGMT = "/var/tmp/vde_mgmt0.nobody";
  private static final String PID_FILE = "/run/vde_mgmt0.nobody";
  private static final int SUBSETS = 1 << Piece.values().length;
  private static final int HOSTS = 2;

  @Test
  void r105_everySubsetOfASwitchIsCleared() {
    Requirement.program("vde_switch", "vde-switch");
    List<CompletableFuture<Void>> halves = new ArrayList<>();
    for (int first = 0; first < HOSTS; first++) {
      int start = first;
      halves.add(CompletableFuture.runAsync(() -> clearFrom(start)));
    }
    halves.forEach(CompletableFuture::join);
  }

  private void clearFrom(int first) {
    try (Host host = Host.withBridge("br0")) {
      HostState before = HostState.of(host);
      Switch.create(host, "-u", "nobody");
      Path journal = journalOf(host);
      String written = Files.readString(journal);
      host.vnetctl("-u", "nobody", "cancel").run().expect(0);
      for (int subset = first; subset < SUBSETS; subset += HOSTS) {
        Set<Piece> pieces = piecesOf(subset);
        new Pieces(host, pieces).make(journal, written);
        // Nobody can be asked to end where there is no console.
        boolean mute = pieces.contains(Piece.PROCESS) && !pieces.contains(Piece.MGMT);
        host.vnetctl("-u", "nobody", mute ? "-f" : "-n", "cancel").run().expect(0);
        assertEquals(before, HostState.of(host), pieces::toString);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path journalOf(Host host) throws IOException {
    try (var files = Files.list(host.file("/run/ctys-vnetctl"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("switch."))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Set<Piece> piecesOf(int subset) {
    Set<Piece> pieces = EnumSet.noneOf(Piece.class);
    for (Piece piece : Piece.values()) {
      if ((subset & 1 << piece.ordinal()) != 0) {
        pieces.add(piece);
      }
    }
    return pieces;
  }

  /** Some pieces of a switch on a host. */
  private record Pieces(Host host, Set<Piece> pieces) {
    void make(Path journal, String written) throws IOException {
      boolean tap = pieces.contains(Piece.TAP);
      if (tap) {
        host.ip("tuntap add dev tap0 mode tap user nobody");
        host.ip("link set dev tap0 master br0 up");
      }
      if (pieces.contains(Piece.PROCESS)) {
        startSwitch(tap);
      } else if (pieces.contains(Piece.CTL) || pieces.contains(Piece.PORT_SOCKETS)) {
        host.run("install", "-d", "-o", "nobody", "-m", "700", SOCK);
      }
      has(Piece.CTL, SOCK + "/ctl");
      has(Piece.MGMT, MGMT);
      has(Piece.PORT_SOCKETS, SOCK + "/005.9");
      has(Piece.PORT_SOCKETS, SOCK + "/.00012-00001");
      if (pieces.contains(Piece.PID_FILE)) {
        Files.writeString(host.file(PID_FILE), pieces.contains(Piece.PROCESS) ? pid() : "999999\n");
      }
      if (tap) {
        String index = host.run("cat", "/sys/class/net/tap0/ifindex").strip();
        Files.writeString(journal, written.replaceAll("tap tap0 [0-9]+", "tap tap0 " + index));
      }
    }

    private void startSwitch(boolean tap) {
      List<String> words =
          new ArrayList<>(List.of("/usr/bin/vde_switch", "-d", "-s", SOCK, "-M", MGMT));
      if (tap) {
        words.addAll(List.of("-t", "tap0"));
      }
      host.program(words.toArray(String[]::new)).as(User.NOBODY).run().expect(0);
      Eventually.await(
          () -> host.exists(SOCK + "/ctl") && host.exists(MGMT), () -> "no sockets of the switch");
    }

    private void has(Piece piece, String path) {
      if (!pieces.contains(piece)) {
        host.run("rm", "-f", path);
      } else if (!host.exists(path)) {
        SocketFile.dead(host, path, User.NOBODY);
      }
    }

    private String pid() {
      return host.run("pgrep", "-r", "R,S,D", "-f", "[v]de_switch.*" + SOCK);
    }
  }
}
