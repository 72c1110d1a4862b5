package io.vnetctl.vde.console;

import io.vnetctl.core.FrameObserver;
import io.vnetctl.core.io.FrameVector;
import io.vnetctl.vde.Errno;
import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.Peer;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The plugin {@code pdump}: frames in a pcap file, each where it comes in and wherever it goes out.
 * The file is the console's user's. Switch thread only, except {@link #close}.
 */
final class FrameCapture implements FrameObserver, AutoCloseable {
  /** In the directory in which the switch runs. */
  static final String DEFAULT_PATH = "vde_dump.cap";

  private final Core core;
  private final Files files;
  private final InstantSource clock;
  private final CaptureWriter writer = new CaptureWriter();
  private String path = DEFAULT_PATH;
  private boolean hasFile;
  private boolean active;

  /** Where files come from. */
  interface Files {
    /** See {@link io.vnetctl.vde.PeerFiles#replace}. */
    OutputStream replace(String path, Optional<Peer> peer) throws ErrnoException;
  }

  FrameCapture(Core core, Files files, InstantSource clock) {
    this.core = core;
    this.files = files;
    this.clock = clock;
  }

  /** Begins or ceases to write frames; gives 0 or an errno. */
  int setActive(boolean on, Optional<Peer> peer) {
    if (on == active) {
      return on ? Errno.EEXIST : Errno.ENOENT;
    }
    int errno = on && !hasFile ? open(path, peer) : 0;
    if (errno != 0) {
      return errno;
    }
    active = on;
    if (on) {
      core.observe(this);
    } else {
      core.ignore(this);
      writer.flush();
    }
    return 0;
  }

  /** Begins a file and completes the one before, which stays in use on failure: then an errno. */
  int open(String name, Optional<Peer> peer) {
    if (!writer.mayBegin()) {
      return Errno.EAGAIN;
    }
    try {
      writer.begin(files.replace(name, peer));
    } catch (ErrnoException refused) {
      return refused.errno();
    }
    path = name;
    hasFile = true;
    return 0;
  }

  void setBuffered(boolean on) {
    writer.setBuffered(on);
  }

  /** The plugin is taken out of use: the file is completed, all settings forgotten. */
  void end() {
    core.ignore(this);
    writer.end();
    writer.setBuffered(false);
    active = false;
    hasFile = false;
    path = DEFAULT_PATH;
  }

  /** The name of the file as a line. */
  String name() {
    return new Columns().text("dumpfile=").foreign(path).end();
  }

  /** The lines of {@code pdump/showinfo}. */
  Stream<String> info() {
    Stream<String> state =
        Stream.of(
            name(),
            "active=" + active + "\n",
            "buffered=" + writer.isBuffered() + "\n",
            "written=" + writer.file().written() + "\n",
            "lost=" + writer.file().lost() + "\n");
    String failure = writer.file().failure();
    return failure.isEmpty() ? state : Stream.concat(state, Stream.of("error=" + failure + "\n"));
  }

  @Override
  public void received(int port, FrameVector frames) {
    write(frames);
  }

  @Override
  public void sent(int port, FrameVector frames) {
    write(frames);
  }

  /** Completes the file; waits for it. Any thread but the switch thread, after its last frame. */
  @Override
  public void close() {
    writer.close();
  }

  private void write(FrameVector frames) {
    Instant now = clock.instant();
    for (int i = 0; i < frames.count(); i++) {
      writer.write(now, frames, i);
    }
  }
}
