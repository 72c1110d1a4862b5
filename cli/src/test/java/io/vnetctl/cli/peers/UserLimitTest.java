package io.vnetctl.cli.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many ports each user may hold, with clients of several users. */
final class UserLimitTest {
  /**
   * Asks for as many ports as each line of its input says, keeps them, and says how many it got.
   */
  private static final String HOLD =
      """
      import os, socket, struct, sys
      ctl, folder = sys.argv[1:3]
      held = []
      def ask():
        data = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        name = os.path.join(folder, 'data-%d-%d' % (os.getuid(), len(held)))
        if os.path.exists(name): os.unlink(name)
        data.bind(name)
        os.chmod(name, 0o666)
        control = socket.socket(socket.AF_UNIX)
        control.connect(ctl)
        control.send(struct.pack('<III', 0xfeedface, 3, 0) + struct.pack('<H', 1)
            + name.encode().ljust(108, b'\\0') + b'holds')
        try:
          if control.recv(110): held.append((control, data))
        except ConnectionError: pass
      for line in sys.stdin:
        for i in range(int(line)): ask()
        print('holds %d.' % len(held), flush=True)
      """;

  @TempDir Path folder;

  @BeforeEach
  void needsUsers() throws IOException {
    User.requireRoot();
    Requirement.program("python3", "python3");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void whoTakesWhatHeCanLeavesPortsToNewcomers() throws IOException {
    try (Succeeding vde = Succeeding.start(folder, "-n", "10", "-m", "666", "--user-limit", "3");
        PeerProcess greedy = hold(vde, User.NAMELESS);
        PeerProcess newcomer = hold(vde, User.HIGH)) {
      greedy.write("50\n");
      greedy.awaitOutput("holds 3.");
      vde.awaitLog(
          "client refused: no port for uid 12345: it holds 3, and each user may hold 3;"
              + " port/userlimit allows more");
      newcomer.write("1\n");
      newcomer.awaitOutput("holds 1.");

      vde.restart();

      assertTrue(vde.ask("port/limits").contains("\nUsers     userlimit=3\n"));
      greedy.write("50\n");
      greedy.awaitOutput("holds 3.\nholds 3.");
      newcomer.write("1\n");
      newcomer.awaitOutput("holds 2.");
      vde.ask("port/userlimit 4");
      greedy.write("50\n");
      greedy.awaitOutput("holds 4.");
    }
  }

  @Test
  void ownerAndRootHoldWhatTheyWant() throws IOException {
    String nobody = User.NOBODY.uid() + ":" + User.NOBODY.gid();
    String[] options = {"-n", "20", "-m", "666", "--user-limit", "1", "--user", nobody};
    try (SwitchProcess vde = SwitchProcess.start(folder, "sw", options);
        PeerProcess owner = hold(vde.ctl(), User.NOBODY);
        PeerProcess other = hold(vde.ctl(), User.NAMELESS);
        Plug first = Plug.connect(vde, 0);
        Plug second = Plug.connect(vde, 0)) {
      assertEquals(3, first.port() + second.port());
      owner.write("5\n");
      owner.awaitOutput("holds 5.");
      other.write("2\n");
      other.awaitOutput("holds 1.");
      vde.assertSound();
    }
  }

  private PeerProcess hold(Succeeding vde, User user) {
    return hold(vde.first().ctl(), user);
  }

  private PeerProcess hold(Path ctl, User user) {
    return PeerProcess.start(
        user.command("/usr/bin/python3", "-c", HOLD, ctl.toString(), folder.toString()));
  }
}
