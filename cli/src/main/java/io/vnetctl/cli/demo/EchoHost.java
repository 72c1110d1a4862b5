package io.vnetctl.cli.demo;

import io.vnetctl.core.frame.MacAddress;
import io.vnetctl.vde.client.VdePlug;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The smallest IPv4 host that can be pinged and ping: it answers ARP and ICMP echo for its address.
 * A thread of its own receives; {@link #ping} is for one caller at a time.
 */
final class EchoHost implements AutoCloseable {
  private static final int MAX_FRAME_OCTETS = 1514;
  private static final int IDENTIFIER = 0x7664;
  private static final byte[] DATA = new byte[56];
  private static final Duration POLL = Duration.ofSeconds(1);

  private final VdePlug plug;
  private final MacAddress mac;
  private final Ipv4Address address;
  private final Map<Ipv4Address, CompletableFuture<MacAddress>> neighbours =
      new ConcurrentHashMap<>();
  private final Map<Integer, CompletableFuture<Long>> unanswered = new ConcurrentHashMap<>();
  private final Object sending = new Object();
  private final Thread receiver;
  private volatile boolean closed;
  private int sequence;

  /** Takes ownership of the plug. */
  EchoHost(VdePlug plug, MacAddress mac, Ipv4Address address) {
    this.plug = plug;
    this.mac = mac;
    this.address = address;
    this.receiver = Thread.ofPlatform().daemon().name("host " + address).start(this::receive);
  }

  Ipv4Address address() {
    return address;
  }

  int port() {
    return plug.port();
  }

  /**
   * Asks for an echo, after the neighbour's MAC address where it is not known yet.
   *
   * @param timeout for each of the two
   * @return the round-trip time of the echo in nanoseconds, empty if it was not answered in time
   */
  OptionalLong ping(Ipv4Address target, Duration timeout) throws IOException, InterruptedException {
    Optional<MacAddress> neighbour = resolve(target, timeout);
    if (neighbour.isEmpty()) {
      return OptionalLong.empty();
    }
    sequence = sequence + 1 & 0xffff;
    CompletableFuture<Long> answeredNs = new CompletableFuture<>();
    unanswered.put(sequence, answeredNs);
    ByteBuffer request =
        new EchoPacket(true, mac, neighbour.get(), address, target, IDENTIFIER, sequence, DATA)
            .encode();
    long sentNs = System.nanoTime();
    send(request);
    Optional<Long> arrivalNs = await(answeredNs, timeout);
    unanswered.remove(sequence);
    return arrivalNs.isEmpty() ? OptionalLong.empty() : OptionalLong.of(arrivalNs.get() - sentNs);
  }

  /** Unplugs and waits for the receiver. */
  @Override
  public void close() throws IOException {
    closed = true;
    plug.close();
    boolean interrupted = Thread.interrupted();
    try {
      receiver.join();
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<MacAddress> resolve(Ipv4Address target, Duration timeout)
      throws IOException, InterruptedException {
    CompletableFuture<MacAddress> neighbour =
        neighbours.computeIfAbsent(target, unknown -> new CompletableFuture<>());
    if (!neighbour.isDone()) {
      send(ArpPacket.whoHas(target, mac, address).encode());
    }
    return await(neighbour, timeout);
  }

  private void receive() {
    ByteBuffer frame = ByteBuffer.allocateDirect(MAX_FRAME_OCTETS);
    try {
      while (!closed) {
        if (plug.receive(frame.clear(), POLL)) {
          long nowNs = System.nanoTime();
          frame.flip();
          Optional<EchoPacket> echo = EchoPacket.decode(frame);
          if (echo.isPresent()) {
            echoed(echo.get(), nowNs);
          } else {
            Optional<ArpPacket> arp = ArpPacket.decode(frame);
            if (arp.isPresent()) {
              resolved(arp.get());
            }
          }
        }
      }
    } catch (IOException unplugged) {
      closed = true;
    }
  }

  private void echoed(EchoPacket echo, long nowNs) throws IOException {
    if (!echo.destination().equals(address)) {
      return;
    }
    if (echo.request()) {
      send(echo.reply().encode());
    } else if (echo.identifier() == IDENTIFIER) {
      CompletableFuture<Long> asked = unanswered.get(echo.sequence());
      if (asked != null) {
        asked.complete(nowNs);
      }
    }
  }

  private void resolved(ArpPacket arp) throws IOException {
    if (arp.request() && arp.target().equals(address)) {
      send(arp.reply(mac).encode());
    } else if (!arp.request()) {
      CompletableFuture<MacAddress> asked = neighbours.get(arp.sender());
      if (asked != null) {
        asked.complete(arp.senderMac());
      }
    }
  }

  private void send(ByteBuffer frame) throws IOException {
    synchronized (sending) {
      plug.send(frame);
    }
  }

  private static <T> Optional<T> await(CompletableFuture<T> answer, Duration timeout)
      throws InterruptedException {
    try {
      return Optional.of(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException unanswered) {
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
