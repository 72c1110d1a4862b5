package io.vnetctl.cli.handover;

import io.vnetctl.core.state.MacStates;
import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.DescriptorSocket;
import io.vnetctl.vde.MemoryFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What two processes say to each other while a switch passes from one to the other:
 *
 * <pre>
 *  new: ready
 *  old: files COUNT   with the state in a file in memory, its addresses in another, and the open
 *                     files in its order
 *  old: more          with further files, as often as needed
 *  new: running       or: failed WHY
 * </pre>
 */
final class Messages {
  static final String READY = "ready";
  static final String RUNNING = "running";
  static final String FAILED = "failed ";
  private static final String FILES = "files ";
  private static final String MORE = "more";

  /** Of a process that is there and has nothing else to do. */
  static final Duration AT_ONCE = Duration.ofSeconds(5);

  private Messages() {}

  static void send(DescriptorSocket to, String text, MacStates addresses, List<Integer> files)
      throws IOException {
    List<Integer> made = new ArrayList<>();
    try {
      made.add(MemoryFile.create("vnetctl-state", text));
      made.add(MemoryFile.create("vnetctl-addresses", addresses.bytes()));
      List<Integer> all = new ArrayList<>(made);
      all.addAll(files);
      for (int from = 0; from < all.size(); from += DescriptorSocket.MAX_DESCRIPTORS) {
        int end = Math.min(all.size(), from + DescriptorSocket.MAX_DESCRIPTORS);
        to.send(
            new DescriptorMessage(from == 0 ? FILES + all.size() : MORE, all.subList(from, end)),
            AT_ONCE);
      }
    } finally {
      made.forEach(MemoryFile::close);
    }
  }

  /** The open files are the caller's; if there is an error, of the process until it ends. */
  static Handover receive(DescriptorSocket from, Duration patience) throws IOException {
    DescriptorMessage first = from.receive(patience);
    if (!first.text().startsWith(FILES)) {
      throw new IOException("the process before this one says '" + first.text() + "'");
    }
    int count = Integer.parseInt(first.text().substring(FILES.length()));
    List<Integer> all = new ArrayList<>(first.descriptors());
    while (all.size() < count) {
      all.addAll(from.receive(AT_ONCE).descriptors());
    }
    String text = MemoryFile.read(all.getFirst());
    MemoryFile.close(all.getFirst());
    StateReader.checkVersion(text);
    MacStates addresses = addresses(all.get(1));
    return StateReader.read(text, addresses, all.subList(2, count));
  }

  private static MacStates addresses(int file) throws IOException {
    try {
      return MacStates.of(MemoryFile.readBytes(file));
    } catch (IllegalArgumentException wrong) {
      throw new IOException("the addresses of the switch are wrong: " + wrong.getMessage(), wrong);
    } finally {
      MemoryFile.close(file);
    }
  }
}
