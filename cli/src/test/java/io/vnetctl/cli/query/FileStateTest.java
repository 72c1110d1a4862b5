package io.vnetctl.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.cli.query.SwitchFile.Kind;
import io.vnetctl.vde.SocketProbe.State;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStateTest {
  @TempDir Path folder;

  @Test
  void r93_aDirectoryIsAsLiveAsItsCtl() throws IOException {
    assertEquals(State.DANGLING, state(folder, Kind.BASE));
    try (ServerSocketChannel ctl = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      ctl.bind(UnixDomainSocketAddress.of(folder.resolve("ctl")));
      assertEquals(State.LIVE, state(folder, Kind.BASE));
    }
    assertEquals(State.DANGLING, state(folder, Kind.BASE));
  }

  @Test
  void r93_aFileThatIsNoSocketIsDangling() throws IOException {
    assertEquals(State.DANGLING, state(Files.createFile(folder.resolve("002.7")), Kind.PORT));
    Files.createFile(folder.resolve("ctl"));
    assertEquals(State.DANGLING, state(folder, Kind.BASE));
  }

  @Test
  void r97_aLinkIsUnknownAndNotFollowed() throws IOException {
    Path target = Files.createFile(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("003.7"), target);

    assertEquals(State.UNKNOWN, state(link, Kind.PORT));
  }

  @Test
  void theKernelsTableIsAskedFirst() throws IOException {
    Path socket = folder.resolve("004.7");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
    }
    SwitchFile file = SwitchFile.at(socket, "n", Kind.PORT).orElseThrow();

    assertEquals(State.DANGLING, state(socket, Kind.PORT));
    assertEquals(
        State.LIVE, new FileState(() -> new BoundSockets(Set.of(socket.toString()))).of(file));
  }

  private static State state(Path path, Kind kind) {
    return new FileState(BoundSockets::now).of(SwitchFile.at(path, "n", kind).orElseThrow());
  }
}
