package io.vnetctl.cli.handover;

import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.DescriptorSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The process in whose place this one goes on, seen from here. Until this one says that it is
 * {@link #running}, the other owns everything that has a name: socket files, directory, pid file.
 * One thread.
 */
public final class Predecessor implements HandoverSource, AutoCloseable {
  /** Environment variable with the name under which it listens. */
  static final String VARIABLE = "VNETCTL_HANDOVER";

  /** How its name begins if it forwards until it hands over. */
  static final String FORWARDS = "vnetctl-handover-";

  /** How its name begins if the switch was killed, and nobody forwards. */
  static final String HOLDS = "vnetctl-revival-";

  private static final String REFUSED = "cannot take over from the process before this one: ";

  /** It may have to wait for its own thread, not for anybody else. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DescriptorSocket socket;
  private final boolean forwards;

  private Predecessor(DescriptorSocket socket, boolean forwards) {
    this.socket = socket;
    this.forwards = forwards;
  }

  /**
   * The process that has started this one as its successor; empty if nobody has.
   *
   * @throws IOException if there should be one, and it cannot be reached or is not to be trusted
   */
  public static Optional<Predecessor> find() throws IOException {
    String name = System.getenv(VARIABLE);
    if (name == null || name.isEmpty()) {
      return Optional.empty();
    }
    DescriptorSocket socket = DescriptorSocket.connect(name);
    if (!socket.isTrusted()) {
      socket.close();
      throw new IOException(REFUSED + "it is another user's");
    }
    return Optional.of(new Predecessor(socket, !name.startsWith(HOLDS)));
  }

  @Override
  public boolean forwards() {
    return forwards;
  }

  /** Says that this process is ready, and waits. */
  @Override
  public Handover receive() throws IOException {
    socket.send(new DescriptorMessage(Messages.READY), Messages.AT_ONCE);
    return Messages.receive(socket, PATIENCE);
  }

  /** Says that this process forwards: the other one ends now, and all is this one's. */
  @Override
  public void running() throws IOException {
    socket.send(new DescriptorMessage(Messages.RUNNING), Messages.AT_ONCE);
  }

  /** Waits until the other process has nothing to do with the switch any more. */
  @Override
  public void awaitEnd() {
    try {
      socket.receive(Messages.AT_ONCE).close();
    } catch (IOException ended) {
      // or it is stuck, in which case it does nothing either
      return;
    }
  }

  /**
   * Says that this process ends: the other one goes on, and tells why.
   *
   * @return whether it has heard; if not, it sees the end of this process
   */
  public boolean failed(String why) {
    try {
      socket.send(new DescriptorMessage(Messages.FAILED + why), Messages.AT_ONCE);
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
