package io.vnetctl.core.io;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.vnetctl.core.Applicant;
import io.vnetctl.core.FrameObserver;
import io.vnetctl.core.PortChoice;
import io.vnetctl.core.PortCounter;
import io.vnetctl.core.Switch;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.core.twin.SwitchRig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A switch on a real loop, and peers with real UNIX datagram sockets in a folder. */
final class LoopRig {
  private static final long NAP_NS = 20_000;

  private final Path folder;
  private final SwitchLoop loop;
  private final Switch network;
  private final List<Peer> peers = new ArrayList<>();
  private int lastId;

  LoopRig(Path folder) {
    this(folder, new Syscalls());
  }

  LoopRig(Path folder, Syscalls syscalls) {
    Epoll.ensureAvailability();
    loop = new SwitchLoop(9_234, SwitchLoop.DEFAULT_POLL_MICROS, syscalls);
    this.folder = folder;
    MacAddress mac = SwitchRig.MAC;
    network = new Switch(SwitchRig.config(8, false, false, mac), System::nanoTime, line -> {});
  }

  /** A client's socket, and the switch's that is joined to it. */
  final class Peer {
    private final Socket socket = Socket.newSocketDomainDgram();
    private final int id = ++lastId;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    Peer(int port, Kind kind) throws Exception {
      DomainSocketAddress ours = address("switch-" + id);
      DomainSocketAddress theirs = address("client-" + id);
      Socket end = Socket.newSocketDomainDgram();
      end.bind(ours);
      socket.bind(theirs);
      end.connect(theirs);
      socket.connect(ours);
      FrameDevice device = kind.device(loop, end.intValue());
      PortChoice choice = PortChoice.of(port);
      onLoop(() -> network.attach(choice, Applicant.ownDevice(), id, "unix", device).orElseThrow());
    }

    private DomainSocketAddress address(String name) {
      return new DomainSocketAddress(folder.resolve(name).toFile());
    }

    int id() {
      return id;
    }

    /** Sends one datagram; waits while the switch has not made room. */
    void send(byte[] frame) throws IOException {
      buffer.clear().put(frame).flip();
      while (frame.length > 0 && socket.send(buffer, 0, frame.length) <= 0) {
        LockSupport.parkNanos(NAP_NS);
      }
      if (frame.length == 0) {
        socket.send(buffer, 0, 0);
      }
    }

    /** The next datagram; waits for it. */
    byte[] receive() throws IOException {
      byte[] frame = receiveNow();
      while (frame == null) {
        LockSupport.parkNanos(NAP_NS);
        frame = receiveNow();
      }
      return frame;
    }

    /** The next datagram if there is one, or null. */
    byte[] receiveNow() throws IOException {
      buffer.clear();
      int length = socket.recv(buffer, 0, buffer.capacity());
      byte[] frame = new byte[Math.max(length, 0)];
      buffer.get(0, frame);
      return length > 0 ? Arrays.copyOf(frame, length) : null;
    }

    /** Whether the switch's end is closed. */
    boolean isRefused() {
      try {
        buffer.clear();
        socket.send(buffer, 0, 60);
        return false;
      } catch (IOException e) {
        return true;
      }
    }

    /** Talks to somebody else from now on; the switch's end learns of a reset. */
    void turnAway() throws IOException {
      Socket other = Socket.newSocketDomainDgram();
      other.bind(address("other-" + id));
      socket.connect(address("other-" + id));
      other.close();
    }

    void close() throws IOException {
      socket.close();
    }
  }

  /** Joins two ports of the switch by a cable. */
  void loop(int port, int otherPort) throws Exception {
    Socket one = Socket.newSocketDomainDgram();
    Socket other = Socket.newSocketDomainDgram();
    DomainSocketAddress oneEnd = end(port);
    DomainSocketAddress otherEnd = end(otherPort);
    one.bind(oneEnd);
    other.bind(otherEnd);
    one.connect(otherEnd);
    other.connect(oneEnd);
    attach(port, one);
    attach(otherPort, other);
  }

  private DomainSocketAddress end(int port) {
    return new DomainSocketAddress(folder.resolve("cable-" + port).toFile());
  }

  private void attach(int port, Socket socket) throws Exception {
    FrameDevice device = loop.datagramSocket(socket.intValue());
    PortChoice choice = PortChoice.of(port);
    int id = ++lastId;
    onLoop(() -> network.attach(choice, Applicant.ownDevice(), id, "unix", device).orElseThrow());
  }

  /** How the switch treats its end; also a TAP's calls, read and writev, move whole datagrams. */
  enum Kind {
    DATAGRAM {
      @Override
      FrameDevice device(SwitchLoop loop, int fd) {
        return loop.datagramSocket(fd);
      }
    },
    TAP {
      @Override
      FrameDevice device(SwitchLoop loop, int fd) {
        return loop.tap(fd);
      }
    },
    VNET_TAP {
      @Override
      FrameDevice device(SwitchLoop loop, int fd) {
        return loop.vnetTap(fd);
      }
    };

    abstract FrameDevice device(SwitchLoop loop, int fd);
  }

  Peer plug(int port) throws Exception {
    return plug(port, Kind.DATAGRAM);
  }

  /** What stands for a TAP with IFF_VNET_HDR: a datagram is a header of ten bytes and a frame. */
  Peer plugTap(int port) throws Exception {
    return plug(port, Kind.VNET_TAP);
  }

  Peer plug(int port, Kind kind) throws Exception {
    Peer peer = new Peer(port, kind);
    peers.add(peer);
    return peer;
  }

  /** Lets the switch find all that is done meanwhile at once. */
  void atOnce(Callable<?> action) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Future<?> waiting = loop.eventLoop().submit(() -> done.await(10, TimeUnit.SECONDS));
    try {
      action.call();
    } finally {
      done.countDown();
      waiting.get();
    }
  }

  /** Shows the observer all frames. */
  void observe(FrameObserver observer) throws Exception {
    onLoop(
        () -> {
          network.observe(observer);
          return null;
        });
  }

  void done(Command... commands) throws Exception {
    for (Command command : commands) {
      if (onLoop(() -> network.execute(command)) instanceof Reply.Failed failed) {
        throw new AssertionError(command + " gave " + failed);
      }
    }
  }

  long count(int port, PortCounter counter) throws Exception {
    Command command = new Command.ListCounters(OptionalInt.of(port));
    return onLoop(() -> ((Reply.Counters) network.execute(command)).ports().getFirst())
        .values()
        .get(counter);
  }

  /** Waits until a counter has reached a value. */
  void await(int port, PortCounter counter, long value) throws Exception {
    while (count(port, counter) < value) {
      LockSupport.parkNanos(NAP_NS);
    }
  }

  Reply.PortInfo ports(OptionalInt port) throws Exception {
    Command command = new Command.ListAllPorts(port);
    return onLoop(() -> ((Reply.Ports) network.execute(command)).ports().getFirst());
  }

  /** CPU time that the switch's thread has used. */
  long loopCpuNs() throws Exception {
    return onLoop(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
  }

  private <T> T onLoop(Callable<T> action) throws Exception {
    return loop.eventLoop().submit(action).get();
  }

  /** Closes all endpoints and peers and ends the thread. */
  void close() throws Exception {
    onLoop(
        () -> {
          network.close();
          return true;
        });
    loop.close();
    for (Peer peer : peers) {
      if (peer.socket.isOpen()) {
        peer.close();
      }
    }
  }
}
