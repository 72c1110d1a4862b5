package io.vnetctl.tap.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The kernel's network configuration (rtnetlink(7)) in the network namespace of the thread that
 * opens it: what there is, and single changes. Asking needs no privilege, changing CAP_NET_ADMIN.
 * Each call blocks for the length of a system call or a few. Not for use from several threads at
 * once.
 */
public final class Rtnetlink implements AutoCloseable {
  /**
   * So often a list is asked for again that changed while the kernel wrote it (NLM_F_DUMP_INTR).
   */
  private static final int DUMP_TRIES = 32;

  // RTEXT_FILTER_SKIP_STATS, linux/rtnetlink.h
  private static final int SKIP_STATS = 8;

  private final NetlinkSocket socket;

  private Rtnetlink(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Opens a socket. Whoever opened it closes it. */
  public static Rtnetlink open() throws NetlinkException {
    return new Rtnetlink(NetlinkSocket.open(0));
  }

  /** As {@link #open()}, with NETLINK_GET_STRICT_CHK. */
  static Rtnetlink openStrict() throws NetlinkException {
    Rtnetlink rtnetlink = open();
    rtnetlink.socket.strict();
    return rtnetlink;
  }

  /** All interfaces, in the order of their index. */
  public List<LinkState> links() throws NetlinkException {
    Payload request =
        Payload.parse(new byte[LinkState.HEADER_SIZE], LinkState.HEADER_SIZE)
            .with(Attribute.u32(LinkState.IFLA_EXT_MASK, SKIP_STATS));
    return dump("list the interfaces", LinkState.GET, LinkState.NEW, request, LinkState::parse);
  }

  /** The kernel's message about an interface. */
  byte[] linkMessage(String name) throws NetlinkException {
    Payload request =
        Payload.parse(new byte[LinkState.HEADER_SIZE], LinkState.HEADER_SIZE)
            .with(Attribute.u32(LinkState.IFLA_EXT_MASK, SKIP_STATS));
    return dump("list the interfaces", LinkState.GET, LinkState.NEW, request, Function.identity())
        .stream()
        .filter(message -> LinkState.parse(message).name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NetlinkException(
                    "there is no interface %s; see 'ip link' for those that exist"
                        .formatted(name)));
  }

  /** The interface of a name, 1 to 15 bytes; empty if there is none. */
  public Optional<LinkState> link(String name) throws NetlinkException {
    return links().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /** The interface of an index; empty if there is none. */
  public Optional<LinkState> link(int index) throws NetlinkException {
    return links().stream().filter(link -> link.index() == index).findFirst();
  }

  /** IPv4, then IPv6 addresses of all interfaces, in the order of the kernel. */
  public List<Address> addresses() throws NetlinkException {
    Payload request = Payload.parse(new byte[Address.HEADER_SIZE], Address.HEADER_SIZE);
    return dumpBoth("list the addresses", Address.GET, Address.NEW, request, Address::parse);
  }

  /** Addresses of one interface. */
  public List<Address> addresses(int interfaceIndex) throws NetlinkException {
    return addresses().stream().filter(a -> a.interfaceIndex() == interfaceIndex).toList();
  }

  /** IPv4, then IPv6 routes of all tables, without those that are mere copies (RTM_F_CLONED). */
  public List<Route> routes() throws NetlinkException {
    Payload request = Payload.parse(new byte[Route.HEADER_SIZE], Route.HEADER_SIZE);
    return dumpBoth("list the routes", Route.GET, Route.NEW, request, Route::parse).stream()
        .filter(route -> !route.isCloned())
        .toList();
  }

  /** IPv4, then IPv6 rules, in the order in which they are asked. */
  public List<Rule> rules() throws NetlinkException {
    Payload request = Payload.parse(new byte[Rule.HEADER_SIZE], Rule.HEADER_SIZE);
    return dumpBoth("list the rules", Rule.GET, Rule.NEW, request, Rule::parse);
  }

  /** ARP and neighbour discovery entries of all interfaces, proxy entries last. */
  public List<Neighbour> neighbours() throws NetlinkException {
    Payload request = Payload.parse(new byte[Neighbour.HEADER_SIZE], Neighbour.HEADER_SIZE);
    Payload proxies = request.withU8(Neighbour.FLAGS, Neighbour.F_PROXY);
    List<Neighbour> all = new ArrayList<>(neighbours(request));
    all.addAll(neighbours(proxies));
    return all.stream().filter(Neighbour::isIp).toList();
  }

  private List<Neighbour> neighbours(Payload request) throws NetlinkException {
    return dumpBoth("list the neighbours", Neighbour.GET, Neighbour.NEW, request, Neighbour::parse);
  }

  /** An index that no interface has: what a new one may ask for. Somebody else may be quicker. */
  public int unusedIndex() throws NetlinkException {
    return links().stream().mapToInt(LinkState::index).max().orElse(0) + 1;
  }

  /**
   * Makes a bridge and sets it up, without addresses; with one error nothing stays.
   *
   * @throws NetlinkException EEXIST: the name or the index is taken
   */
  public void createBridge(NewBridge bridge) throws NetlinkException {
    change(bridge.creation());
    try {
      for (Step step : bridge.completion()) {
        change(step);
      }
    } catch (NetlinkException e) {
      deleteLink(bridge.index(), bridge.name());
      throw e;
    }
  }

  /**
   * Deletes an interface, also a TAP that a process has open; the process then reads an error. One
   * that does not exist is no error.
   *
   * @throws NetlinkException also if the index has another name by now: then nothing is deleted
   */
  public void deleteLink(int index, String name) throws NetlinkException {
    Optional<LinkState> there = link(index);
    if (there.isEmpty()) {
      return;
    }
    if (!there.get().name().equals(name)) {
      throw new NetlinkException(
          "interface %d is called %s, not %s: not deleted"
              .formatted(index, there.get().name(), name));
    }
    change(LinkChange.delete(index, name));
  }

  /** {@link #deleteLink} of a TAP; an interface of another kind is not deleted. */
  public void deleteTap(int index, String name) throws NetlinkException {
    Optional<LinkState> there = link(index);
    if (there.isPresent() && !there.get().isTap()) {
      throw new NetlinkException("interface %s is no TAP: not deleted".formatted(name));
    }
    deleteLink(index, name);
  }

  /**
   * Makes an interface a port of a bridge. No error if it is; taken from another if it is that's.
   */
  public void enslave(int index, int bridgeIndex) throws NetlinkException {
    change(LinkChange.master(index, bridgeIndex, "make interface %d a port".formatted(index)));
  }

  /** Takes an interface out of its bridge. No error if it is in none. */
  public void release(int index) throws NetlinkException {
    change(LinkChange.master(index, 0, "take interface %d out of its bridge".formatted(index)));
  }

  /** Sets an interface up. No error if it is. */
  public void up(int index) throws NetlinkException {
    change(LinkChange.up(index, true, "set interface %d up".formatted(index)));
  }

  /** Sets an interface down. No error if it is. */
  public void down(int index) throws NetlinkException {
    change(LinkChange.up(index, false, "set interface %d down".formatted(index)));
  }

  /** Sets the longest payload in bytes, in bounds that the driver knows. */
  public void mtu(int index, int bytes) throws NetlinkException {
    change(LinkChange.mtu(index, bytes, "set the MTU of interface %d".formatted(index)));
  }

  /**
   * Sets the link-layer address.
   *
   * @param mac unicast, octets with colons
   */
  public void mac(int index, String mac) throws NetlinkException {
    change(LinkChange.mac(index, mac, "set the address of interface %d".formatted(index)));
  }

  /** Sends one request and waits for its answer. */
  void change(Step step) throws NetlinkException {
    int sequence = socket.sequences(1);
    send(step.encode(sequence, true), step.what());
    while (true) {
      for (NetlinkMessage answer : receive(step.what())) {
        if (answer.sequence() == sequence && answer.type() == NetlinkMessage.ERROR) {
          ErrorAnswer error = ErrorAnswer.parse(answer);
          if (error.errno() != 0 && !step.harmless().contains(error.errno())) {
            throw new NetlinkException("cannot " + step.what(), error.errno(), error.text());
          }
          return;
        }
      }
    }
  }

  private <T> List<T> dumpBoth(
      String what, int get, int wanted, Payload request, Function<byte[], T> parser)
      throws NetlinkException {
    List<T> both = new ArrayList<>();
    for (int family : new int[] {LibC.AF_INET, LibC.AF_INET6}) {
      both.addAll(dump(what, get, wanted, request.withU8(0, family), parser));
    }
    return both;
  }

  private <T> List<T> dump(
      String what, int get, int wanted, Payload request, Function<byte[], T> parser)
      throws NetlinkException {
    Step step = new Step(get, NetlinkMessage.F_DUMP, request, Set.of(), what);
    for (int i = 0; i < DUMP_TRIES; i++) {
      List<T> list = new ArrayList<>();
      if (dumpOnce(step, wanted, message -> list.add(parser.apply(message)))) {
        return list;
      }
    }
    throw new NetlinkException(
        "cannot %s: they changed %d times meanwhile; try again".formatted(what, DUMP_TRIES));
  }

  private interface Sink {
    void accept(byte[] payload);
  }

  /**
   * @return whether the list is one that was true at one moment
   */
  private boolean dumpOnce(Step step, int wanted, Sink sink) throws NetlinkException {
    int sequence = socket.sequences(1);
    send(step.encode(sequence, false), step.what());
    boolean consistent = true;
    while (true) {
      for (NetlinkMessage answer : receive(step.what())) {
        if (answer.sequence() != sequence) {
          continue;
        }
        consistent &= (answer.flags() & NetlinkMessage.F_DUMP_INTR) == 0;
        if (answer.type() == wanted) {
          sink.accept(answer.payload());
        } else if (answer.type() == NetlinkMessage.DONE || answer.type() == NetlinkMessage.ERROR) {
          ErrorAnswer end = ErrorAnswer.parse(answer);
          if (end.errno() != 0) {
            throw new NetlinkException("cannot " + step.what(), end.errno(), end.text());
          }
          return consistent;
        }
      }
    }
  }

  private void send(byte[] message, String what) throws NetlinkException {
    try (Memory memory = new Memory(message.length)) {
      memory.write(0, message, 0, message.length);
      socket.send(Pointer.nativeValue(memory), message.length);
    } catch (LastErrorException e) {
      throw new NetlinkException("cannot " + what, e.getErrorCode(), "");
    }
  }

  private List<NetlinkMessage> receive(String what) throws NetlinkException {
    try {
      return NetlinkMessage.parse(socket.answer(socket.receive()));
    } catch (LastErrorException e) {
      throw new NetlinkException("cannot " + what, e.getErrorCode(), "no answer");
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
