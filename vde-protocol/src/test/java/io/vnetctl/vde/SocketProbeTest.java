package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vnetctl.vde.SocketProbe.State;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

class SocketProbeTest {
  @TempDir Path folder;
  private Path socket;

  @BeforeEach
  void name() {
    socket = folder.resolve("s");
  }

  @Test
  void findsAListener() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));

      assertEquals(State.LIVE, SocketProbe.stream(socket));
      assertEquals(State.LIVE, SocketProbe.datagram(socket));
    }
    assertEquals(State.DANGLING, SocketProbe.stream(socket));
    assertEquals(State.DANGLING, SocketProbe.datagram(socket));
  }

  @Test
  void findsAListenerWhoseBacklogIsFull() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        SocketChannel first = SocketChannel.open(StandardProtocolFamily.UNIX);
        SocketChannel second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket), 1);
      first.connect(UnixDomainSocketAddress.of(socket));
      second.connect(UnixDomainSocketAddress.of(socket));

      assertEquals(State.LIVE, SocketProbe.stream(socket));
    }
  }

  @Test
  void findsDatagramSocketsEvenOfPairs() throws IOException {
    try (AFUNIXDatagramSocket one = AFUNIXDatagramSocket.newInstance();
        AFUNIXDatagramSocket other = AFUNIXDatagramSocket.newInstance()) {
      one.bind(AFUNIXSocketAddress.of(socket));
      assertEquals(State.LIVE, SocketProbe.datagram(socket));
      assertEquals(State.LIVE, SocketProbe.stream(socket));

      Path second = folder.resolve("t");
      other.bind(AFUNIXSocketAddress.of(second));
      one.connect(AFUNIXSocketAddress.of(second));
      assertEquals(State.LIVE, SocketProbe.datagram(socket));
    }
    Files.deleteIfExists(socket);
    assertEquals(State.DANGLING, SocketProbe.datagram(socket));
  }

  @Test
  void findsNobodyBehindOtherFiles() throws IOException {
    Files.createFile(socket);

    assertEquals(State.DANGLING, SocketProbe.stream(socket));
    assertEquals(State.DANGLING, SocketProbe.datagram(socket));
    assertEquals(State.DANGLING, SocketProbe.stream(socket.resolve("below")));
    assertEquals(State.DANGLING, SocketProbe.datagram(folder.resolve("absent")));
    assertEquals(State.UNKNOWN, SocketProbe.stream(folder.resolve("x".repeat(200))));
    assertEquals(State.UNKNOWN, SocketProbe.datagram(folder.resolve("x".repeat(200))));
  }
}
