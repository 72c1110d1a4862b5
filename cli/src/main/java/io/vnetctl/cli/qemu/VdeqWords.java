package io.vnetctl.cli.qemu;

import io.vnetctl.cli.call.CallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the words that vdeq(1) took for QEMU into those that QEMU 2.12 and newer takes itself: its
 * own back end "vde" instead of a descriptor that a wrapper holds, and {@code -nic} or {@code
 * -netdev} instead of the numbered hubs of {@code -net ...,vlan=N}. All other words stay as they
 * are, in their order.
 *
 * <pre>
 *   -net vde,sock=S,port=P,group=G,mode=M   back end in hub 0, or vlan=N
 *   -net nic,macaddr=A,model=M,...          interface in hub 0, or vlan=N
 *   -sock S[P],S...  -vdesock S[P],S...     an interface for each socket; [P] is the port
 *   --mod M                                 mode of the clients' sockets, octal
 * </pre>
 *
 * Where no network is mentioned at all, there is one interface; where no socket is, the caller's.
 */
final class VdeqWords {
  private static final String VDE = "vde";
  private static final String NIC = "nic";
  private static final String FIRST_HUB = "0";

  private final CallersSocket socket;
  private final List<Word> words = new ArrayList<>();
  private Optional<String> mode = Optional.empty();
  private boolean mentionsNetwork;

  /** A word or two of the result, or something to be plugged into a hub. */
  private sealed interface Word {
    record Plain(String text) implements Word {}

    record Plug(HubPlug plug) implements Word {}
  }

  private VdeqWords(CallersSocket socket) {
    this.socket = socket;
  }

  /**
   * The words for QEMU.
   *
   * @param given the words after the name of the program
   * @throws CallException status 1: a word has no argument; or the caller's socket is needed and of
   *     no use
   */
  static List<String> translate(List<String> given, CallersSocket socket) throws CallException {
    VdeqWords translation = new VdeqWords(socket);
    translation.read(given);
    return translation.result();
  }

  private void read(List<String> given) throws CallException {
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      switch (word) {
        case "-net", "--net" -> net(word, argument(given, ++i));
        case "-netdev", "--netdev", "-nic", "--nic" -> native_(word, argument(given, ++i));
        case "-sock", "-vdesock" -> sockets(argument(given, ++i));
        case "--mod" -> mode = Optional.of(octal(argument(given, ++i)));
        default -> words.add(new Word.Plain(word));
      }
    }
    if (!mentionsNetwork) {
      words.add(new Word.Plug(HubPlug.ofSocket(vde(new OptionList(VDE, List.of())))));
    }
  }

  private static String argument(List<String> given, int at) throws CallException {
    if (at == given.size()) {
      throw CallException.failed(given.get(at - 1) + " needs an argument; see vdeq -h");
    }
    return given.get(at);
  }

  private void net(String word, String argument) throws CallException {
    mentionsNetwork = true;
    OptionList options = OptionList.parse(argument);
    String hub = options.value("vlan").orElse(FIRST_HUB);
    boolean numbered = options.value("vlan").isPresent();
    OptionList rest = options.without("vlan");
    switch (options.kind()) {
      case NIC -> words.add(new Word.Plug(HubPlug.ofNic(hub, rest, numbered)));
      case VDE -> words.add(new Word.Plug(HubPlug.ofBackend(hub, vde(rest), true)));
      case "none" -> {
        words.add(new Word.Plain(word));
        words.add(new Word.Plain(argument));
      }
      default -> words.add(new Word.Plug(HubPlug.ofBackend(hub, rest, numbered)));
    }
  }

  private void native_(String word, String argument) throws CallException {
    mentionsNetwork = true;
    OptionList options = OptionList.parse(argument);
    words.add(new Word.Plain(word));
    words.add(new Word.Plain(options.kind().equals(VDE) ? vde(options).text() : argument));
  }

  private void sockets(String argument) throws CallException {
    mentionsNetwork = true;
    for (String socket : argument.split(",")) {
      int bracket = socket.endsWith("]") ? socket.lastIndexOf('[') : -1;
      List<String> items = new ArrayList<>();
      items.add("sock=" + (bracket < 0 ? socket : socket.substring(0, bracket)));
      if (bracket >= 0) {
        items.add("port=" + socket.substring(bracket + 1, socket.length() - 1));
      }
      words.add(new Word.Plug(HubPlug.ofSocket(vde(new OptionList(VDE, items)))));
    }
  }

  /** Names the socket where that is left out. */
  private OptionList vde(OptionList options) throws CallException {
    return options.value("sock").isPresent()
        ? options
        : options.with("sock", OptionList.escape(socket.path()));
  }

  /** QEMU reads numbers as C does. */
  private static String octal(String mode) {
    return mode.startsWith("0") ? mode : "0" + mode;
  }

  private List<String> result() {
    List<HubPlug> plugs = new ArrayList<>();
    for (Word word : words) {
      if (word instanceof Word.Plug(HubPlug plug)) {
        plugs.add(withMode(plug));
      }
    }
    List<List<String>> wired = Wiring.of(plugs).words();
    List<String> result = new ArrayList<>();
    int next = 0;
    for (Word word : words) {
      switch (word) {
        case Word.Plain(String text) -> result.add(text);
        case Word.Plug _ -> result.addAll(wired.get(next++));
      }
    }
    return result;
  }

  private HubPlug withMode(HubPlug plug) {
    boolean takesMode =
        mode.isPresent()
            && plug.options().kind().equals(VDE)
            && plug.options().value("mode").isEmpty();
    return takesMode
        ? plug.with(plug.options().and(new OptionList("", List.of("mode=" + mode.get()))))
        : plug;
  }
}
