package io.vnetctl.tap.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Requests that lie ready in native memory, to be sent in as few datagrams as the socket takes. The
 * kernel carries out the messages of a datagram one by one and in order, goes on after an error,
 * and is done when the call that sends returns (netlink_rcv_skb). It always answers an error,
 * success only where NLM_F_ACK asks: in the last message of each datagram.
 *
 * <p>A batch has phases. An error that is not harmless lets its phase run to the end, and no later
 * one begin.
 *
 * <p>{@link #apply()} sends and receives, and does nothing else: no allocation, no class that was
 * not loaded before, no file. {@link #prepare} saw to that by taking the same path with requests
 * that change nothing.
 */
final class Batch {
  /** Datagrams stay below this even where the socket takes more: the kernel copies each whole. */
  private static final int DATAGRAM_BYTES = 256 * 1024;

  /** What an answer occupies of the receive buffer, an upper bound: its skb, not its bytes. */
  private static final int ANSWER_ROOM = 2 * 1024;

  private static final int LEAST_ROOM = 1024 * 1024;

  /** More messages than this are not in one datagram, and answers are read after each. */
  private static final int MOST_ANSWERS = DATAGRAM_BYTES / 32;

  /** A type beyond RTM_MAX: the kernel answers EOPNOTSUPP and does nothing. */
  private static final int NO_SUCH_TYPE = 0x7ff0;

  // Offsets in a message
  private static final int TYPE = 4;
  private static final int SEQUENCE = 8;
  private static final int ERRNO = 16;
  // struct nlmsgerr: errno and the header of the request; then attributes
  private static final int ERROR_TEXT = 16 + 4 + 16;
  private static final int NLMSGERR_ATTR_MSG = 1;

  private static final int UNANSWERED = -1;
  private static final int NONE = -1;

  private final NetlinkSocket socket;
  private final List<Step> steps;
  private final Memory memory;
  private final long address;
  private final ByteBuffer requests;
  private final int[] offsets;
  private final List<Datagram> datagrams;
  private final boolean[][] harmless;
  private final int[] errors;
  private final byte[] kernelText = new byte[256];
  private int kernelTextLength;
  private int firstSequence;
  private int firstError;

  /** Messages from one index to before another, and whether a phase ends with the last of them. */
  private record Datagram(int from, int to, boolean endsPhase) {}

  private Batch(NetlinkSocket socket, List<List<Step>> phases, int longestDatagram) {
    this.socket = socket;
    this.steps = phases.stream().flatMap(List::stream).toList();
    this.offsets = new int[steps.size() + 1];
    this.errors = new int[steps.size()];
    this.datagrams = divide(phases, Math.min(longestDatagram, DATAGRAM_BYTES));
    this.harmless = new boolean[steps.size()][];
    this.memory = new Memory(Math.max(offsets[steps.size()], 1));
    this.address = Pointer.nativeValue(memory);
    this.requests = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
    encode();
  }

  private List<Datagram> divide(List<List<Step>> phases, int longest) {
    List<Datagram> divided = new ArrayList<>();
    int next = 0;
    for (List<Step> phase : phases) {
      int from = next;
      for (Step step : phase) {
        int size = step.encode(0, false).length;
        if (size > longest) {
          throw new IllegalArgumentException(
              "cannot %s: message of %d bytes".formatted(step.what(), size));
        }
        if (offsets[next] + size - offsets[from] > longest) {
          divided.add(new Datagram(from, next, false));
          from = next;
        }
        offsets[next + 1] = offsets[next] + size;
        next++;
      }
      if (next > from) {
        divided.add(new Datagram(from, next, true));
      }
    }
    return divided;
  }

  private void encode() {
    for (Datagram datagram : datagrams) {
      for (int i = datagram.from; i < datagram.to; i++) {
        requests.put(offsets[i], steps.get(i).encode(0, i == datagram.to - 1));
        boolean[] known = new boolean[256];
        steps.get(i).harmless().forEach(errno -> known[errno] = true);
        harmless[i] = known;
      }
    }
  }

  /** Lays the requests out, makes room in the socket, and takes the path of apply once. */
  static Batch prepare(NetlinkSocket socket, List<List<Step>> phases) throws NetlinkException {
    int count = phases.stream().mapToInt(List::size).sum();
    socket.room(
        2 * DATAGRAM_BYTES, Math.max(LEAST_ROOM, Math.min(count, MOST_ANSWERS) * ANSWER_ROOM));
    rehearse(socket);
    return new Batch(socket, phases, socket.longestDatagram());
  }

  /** Two phases, an error that is harmless, and one that is not: what apply may meet. */
  private static void rehearse(NetlinkSocket socket) throws NetlinkException {
    Payload nothing = Payload.parse(new byte[16], 16);
    Step noop = new Step(NetlinkMessage.NOOP, 0, nothing, Set.of(), "rehearse");
    Step refused = new Step(NO_SUCH_TYPE, 0, nothing, Set.of(LibC.EOPNOTSUPP), "rehearse");
    Step fails = new Step(NO_SUCH_TYPE, 0, nothing, Set.of(), "rehearse");
    int longest = socket.longestDatagram();
    new Batch(socket, List.of(List.of(noop, refused, noop), List.of(noop)), longest).apply();
    try {
      new Batch(socket, List.of(List.of(noop, fails, noop)), longest).apply();
    } catch (NetlinkException e) {
      if (e.errno() != LibC.EOPNOTSUPP) {
        throw e;
      }
    }
  }

  int size() {
    return steps.size();
  }

  /** Number of datagrams, and so of calls that send. */
  int datagrams() {
    return datagrams.size();
  }

  Step step(int index) {
    return steps.get(index);
  }

  /** Makes the kernel refuse one message, as a fault would. */
  void spoil(int index) {
    requests.putShort(offsets[index] + TYPE, (short) NO_SUCH_TYPE);
  }

  /**
   * Sends everything; may be called again.
   *
   * @throws NetlinkException naming the first request that failed
   */
  void apply() throws NetlinkException {
    apply(steps.size());
  }

  /** Sends the messages before one, as if this process was killed then. */
  void apply(int before) throws NetlinkException {
    Arrays.fill(errors, UNANSWERED);
    kernelTextLength = 0;
    firstError = NONE;
    firstSequence = socket.sequences(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      requests.putInt(offsets[i] + SEQUENCE, firstSequence + i);
    }
    int done = 0;
    while (done < datagrams.size() && !send(datagrams.get(done), before)) {
      done++;
    }
    throwFirstError();
  }

  /**
   * @return whether to stop
   */
  private boolean send(Datagram datagram, int before) throws NetlinkException {
    int to = Math.min(datagram.to, before);
    if (to <= datagram.from) {
      return true;
    }
    try {
      long size = offsets[to] - offsets[datagram.from];
      socket.send(address + offsets[datagram.from], size);
      if (to == datagram.to) {
        awaitAnswer(to - 1);
      }
    } catch (LastErrorException e) {
      throw new NetlinkException(
          "cannot " + steps.get(datagram.from).what(), e.getErrorCode(), "no answer");
    }
    return to < datagram.to || datagram.endsPhase && firstError != NONE;
  }

  /** Takes answers until the one to this message. */
  private void awaitAnswer(int last) {
    while (errors[last] == UNANSWERED) {
      int length = socket.receive();
      ByteBuffer answer = socket.answer();
      int index = answer.getInt(SEQUENCE) - firstSequence;
      boolean error = answer.getShort(TYPE) == NetlinkMessage.ERROR;
      if (length >= ERROR_TEXT && error && index >= 0 && index < errors.length) {
        note(index, -answer.getInt(ERRNO), length);
      }
    }
  }

  private void note(int index, int errno, int length) {
    errors[index] = errno;
    if (firstError == NONE && isError(index)) {
      firstError = index;
      keepText(length);
    }
  }

  /** NLMSGERR_ATTR_MSG is the first attribute where there is one (netlink_ack_tlv_fill). */
  private void keepText(int length) {
    ByteBuffer answer = socket.answer();
    int text = ERROR_TEXT + Attribute.HEADER_SIZE;
    if (length > text && answer.getShort(ERROR_TEXT + 2) == NLMSGERR_ATTR_MSG) {
      int size = Short.toUnsignedInt(answer.getShort(ERROR_TEXT)) - Attribute.HEADER_SIZE - 1;
      kernelTextLength = Math.clamp(size, 0, Math.min(kernelText.length, length - text));
      answer.get(text, kernelText, 0, kernelTextLength);
    }
  }

  private boolean isError(int index) {
    int errno = errors[index];
    return errno > 0 && (errno >= 256 || !harmless[index][errno]);
  }

  private void throwFirstError() throws NetlinkException {
    if (firstError != NONE) {
      throw new NetlinkException(
          "cannot " + steps.get(firstError).what(),
          errors[firstError],
          new String(kernelText, 0, kernelTextLength, StandardCharsets.UTF_8));
    }
  }
}
