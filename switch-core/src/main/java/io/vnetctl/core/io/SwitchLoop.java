package io.vnetctl.core.io;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.Future;
import io.vnetctl.core.offload.VirtioNetHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a switch: an epoll loop of Netty, on which data sockets and TAPs are registered
 * as descriptors that move bursts, and control sockets as ordinary channels. Holds the memory that
 * all its devices share, one burst for receiving and vectors for sending.
 */
public final class SwitchLoop implements AutoCloseable {
  /** Somewhat longer than a peer that is awake takes to answer. */
  public static final int DEFAULT_POLL_MICROS = 50;

  /** An unused queue is kept this long, in case its peer falls behind again. */
  private static final long QUEUE_IDLE_SECONDS = 5;

  /** 0 lets Netty's array of ready descriptors grow as needed. */
  private static final int EVENTS_PER_TURN = 0;

  /** Room for four super-frames: what is read is still in the cache when it is written. */
  private static final int SUPER_BURST_BYTES = 256 << 10;

  private final IoEventLoopGroup group;
  private final IoEventLoop eventLoop;
  private final Syscalls syscalls;
  private final Burst burst;
  private Burst superBurst;
  private final FrameVector receiveVector = new FrameVector();
  private final FrameVector drainVector = new FrameVector();
  private final Segmenter segmenter = new Segmenter();
  private final SuperFrame superFrame = new SuperFrame();
  private final QueueBudget queueBudget = new QueueBudget(QueueBudget.BYTES);
  private final List<FdDevice> idleQueues = new ArrayList<>();

  /** Starts the thread, which polls as long as is best for most. */
  public SwitchLoop(int maxFrameBytes) {
    this(maxFrameBytes, DEFAULT_POLL_MICROS);
  }

  /**
   * Starts the thread.
   *
   * @param maxFrameBytes the longest frame taken whole, in bytes with tag and without FCS
   * @param pollMicros how long it asks for frames before it sleeps, while traffic flows; 0: it
   *     sleeps at once
   */
  public SwitchLoop(int maxFrameBytes, int pollMicros) {
    this(maxFrameBytes, pollMicros, new Syscalls());
  }

  SwitchLoop(int maxFrameBytes, int pollMicros, Syscalls syscalls) {
    this.syscalls = syscalls;
    burst = new Burst(maxFrameBytes);
    for (int i = 0; i < Burst.FRAMES; i++) {
      receiveVector.add(burst.address(i), burst.slotBytes(), VirtioNetHeader.PLAIN);
    }
    ThreadFactory threads = task -> new Thread(task, "switch");
    group =
        new MultiThreadIoEventLoopGroup(
            1,
            threads,
            EpollIoHandler.newFactory(
                EVENTS_PER_TURN,
                () ->
                    new AdaptivePolling(
                        System::nanoTime, TimeUnit.MICROSECONDS.toNanos(pollMicros))));
    eventLoop = group.next();
    // With nothing scheduled Netty's loop wakes up each second; it sleeps up to the next task.
    eventLoop.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.DAYS);
  }

  /** The event loop, for channels and timers. */
  public IoEventLoop eventLoop() {
    return eventLoop;
  }

  /** A device for a connected, non-blocking UNIX datagram socket. Takes ownership. */
  public FrameDevice datagramSocket(int fd) {
    return new DatagramDevice(this, fd);
  }

  /** A device for a non-blocking TAP with IFF_NO_PI. Takes ownership. */
  public FrameDevice tap(int fd) {
    return new TunDevice(this, fd);
  }

  /**
   * A device for a non-blocking TAP with IFF_NO_PI, IFF_VNET_HDR and all offloads that {@link
   * VnetTunDevice} knows. Takes ownership.
   */
  public FrameDevice vnetTap(int fd) {
    return new VnetTunDevice(this, fd);
  }

  /** Ends the thread; waits until it has ended. Devices are closed by whoever attached them. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Registers a handle with epoll; on the switch thread that is done at once. */
  IoRegistration register(IoHandle handle) {
    Future<IoRegistration> future = eventLoop.register(handle);
    if (!future.isSuccess()) {
      throw new IllegalStateException("cannot register with epoll", future.cause());
    }
    return future.getNow();
  }

  Syscalls syscalls() {
    return syscalls;
  }

  /** What the queues of all devices share. */
  QueueBudget queueBudget() {
    return queueBudget;
  }

  Burst burst() {
    return burst;
  }

  /** A burst that has room for super-frames. */
  Burst superBurst() {
    if (superBurst == null) {
      superBurst = Burst.packed(burst.maxFrameBytes(), SUPER_BURST_BYTES);
    }
    return superBurst;
  }

  Segmenter segmenter() {
    return segmenter;
  }

  SuperFrame superFrame() {
    return superFrame;
  }

  /** Message headers that point at the slots of {@link #burst}. */
  FrameVector receiveVector() {
    return receiveVector;
  }

  FrameVector drainVector() {
    return drainVector;
  }

  /** A queue has run empty: its memory goes back soon. */
  void onIdle(FdDevice device) {
    if (idleQueues.isEmpty()) {
      eventLoop.schedule(this::releaseIdleQueues, QUEUE_IDLE_SECONDS, TimeUnit.SECONDS);
    }
    if (!idleQueues.contains(device)) {
      idleQueues.add(device);
    }
  }

  private void releaseIdleQueues() {
    idleQueues.forEach(FdDevice::releaseIdleQueue);
    idleQueues.clear();
  }
}
