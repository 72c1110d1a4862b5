package io.vnetctl.core.io;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.vnetctl.core.OutOfMemory;
import java.io.IOException;

/**
 * A device that is a file descriptor on the switch's loop. Level-triggered: one burst is taken each
 * time the descriptor is readable, so that no endpoint can keep the loop from the others. Owns the
 * descriptor.
 */
abstract sealed class FdDevice implements FrameDevice, EpollIoHandle
    permits DatagramDevice, TunDevice, VnetTunDevice {

  private static final EpollIoOps READ = EpollIoOps.EPOLLIN;
  private static final EpollIoOps READ_WRITE = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLOUT);

  final SwitchLoop loop;
  final int fd;
  private final FileDescriptor descriptor;
  private final SendQueue queue;
  private Receiver receiver;
  private Drops drops;
  private IoRegistration registration;
  private boolean closed;

  FdDevice(SwitchLoop loop, int fd) {
    this.loop = loop;
    this.fd = fd;
    this.descriptor = new FileDescriptor(fd);
    this.queue = new SendQueue(loop.queueBudget(), frames -> drops.queueFull(frames));
  }

  /** Takes a burst out of the kernel: number of frames, or the negated errno. */
  abstract int receive(Burst burst);

  /**
   * Gives frames {@code from} and following to the kernel: how many it took, or the negated errno
   * for the first.
   */
  abstract int transmit(FrameVector frames, int from);

  /** Whether the device is gone for good after this errno on receipt. */
  abstract boolean isGone(int errno);

  @Override
  public final FileDescriptor fd() {
    return descriptor;
  }

  @Override
  public final void start(Receiver to, Drops counter) {
    receiver = to;
    drops = counter;
    registration = loop.register(this);
    registration.submit(queue.isEmpty() ? READ : READ_WRITE);
  }

  @Override
  public final void handle(IoRegistration registered, IoEvent event) {
    if (closed) {
      return;
    }
    try {
      move(((EpollIoEvent) event).ops());
    } catch (RuntimeException | Error defect) {
      OutOfMemory.endProcessIf(defect, receiver::onGone);
      // Thrown on, it would stop the loop for a second or for good, and with it every endpoint.
      end(defect);
    }
  }

  private void move(EpollIoOps ops) {
    if (ops.contains(EpollIoOps.EPOLLOUT)) {
      drain();
    }
    // Errors are told, and cleared, by a read.
    if (!ops.equals(EpollIoOps.EPOLLOUT)) {
      readBurst();
    }
  }

  private void end(Throwable defect) {
    try {
      receiver.onGone("defect of the switch: " + defect);
    } catch (RuntimeException | Error another) {
      close();
    }
  }

  /** Where frames are received. */
  Burst burst() {
    return loop.burst();
  }

  private void readBurst() {
    Burst burst = burst();
    int n = receive(burst);
    if (n > 0) {
      receiver.onBurst(burst);
    } else if (n < 0 && isGone(-n)) {
      receiver.onGone(ErrnoText.of(-n));
    }
  }

  @Override
  public final void send(FrameVector frames) {
    if (closed) {
      return; // the number may be another descriptor's by now
    }
    if (frames.isWireReady() || takesOffloads()) {
      sendOrQueue(frames);
    } else {
      Segmenter segmenter = loop.segmenter();
      segmenter.begin(frames);
      while (segmenter.next()) {
        sendOrQueue(segmenter.wireFrames());
      }
    }
  }

  /** Whether frames may be given to {@link #transmit} that are not ready for a wire. */
  boolean takesOffloads() {
    return false;
  }

  private void sendOrQueue(FrameVector frames) {
    int sent = queue.isEmpty() ? sendNow(frames) : 0;
    if (sent < frames.count()) {
      enqueue(frames, sent);
    }
  }

  /** Sends until the kernel takes no more; frames that it refuses are counted and left out. */
  private int sendNow(FrameVector frames) {
    int sent = 0;
    int count = frames.count();
    while (sent < count) {
      int n = transmit(frames, sent);
      if (n > 0) {
        sent += n;
        if (sent < count) {
          return sent;
        }
      } else if (n == -Syscalls.EAGAIN) {
        return sent;
      } else if (n != -Syscalls.EINTR) {
        sent++;
        drops.refused(1);
      }
    }
    return sent;
  }

  private void enqueue(FrameVector frames, int from) {
    boolean wasEmpty = queue.isEmpty();
    int count = frames.count();
    for (int i = from; i < count; i++) {
      if (!queue.offer(frames, i)) {
        drops.queueFull(count - i);
        break;
      }
    }
    if (wasEmpty && registration != null) {
      registration.submit(READ_WRITE);
    }
  }

  private void drain() {
    FrameVector vector = loop.drainVector();
    while (!queue.isEmpty()) {
      queue.peek(vector);
      int sent = sendNow(vector);
      queue.remove(sent);
      if (sent < vector.count()) {
        return;
      }
    }
    registration.submit(READ);
    loop.onIdle(this);
  }

  /** Gives the queue's memory back if it is not needed any more. */
  final void releaseIdleQueue() {
    if (queue.isEmpty()) {
      queue.release();
    }
  }

  /** The descriptor is about to be closed. */
  void beforeClose() {}

  @Override
  public final void close() {
    if (closed) {
      return;
    }
    closed = true;
    queue.release();
    if (registration != null) {
      registration.cancel();
    }
    beforeClose();
    try {
      descriptor.close();
    } catch (IOException e) {
      // The descriptor is released whatever close(2) says; there is nothing left to do.
    }
  }
}
