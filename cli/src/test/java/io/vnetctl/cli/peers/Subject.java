package io.vnetctl.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the two switches of a differential session, with its clients and its console. */
final class Subject implements AutoCloseable {
  /**
   * Round trips on a console after which all that was sent before has been done: the first may
   * share a turn of the switch's loop with it, the others cannot.
   */
  private static final int SETTLING_TURNS = 3;

  private final SwitchProcess vde;
  private final Console console;
  private final boolean rewritten;
  private final Map<Integer, Plug> plugs = new TreeMap<>();
  private final Map<Integer, List<String>> frames = new TreeMap<>();
  private String answer = "";
  private String events = "";
  private boolean failed;
  private int requested;

  /**
   * @param rewritten whether answers are to be read with the {@link IntendedDifferences}
   */
  Subject(SwitchProcess vde, boolean rewritten) throws IOException {
    this.vde = vde;
    this.rewritten = rewritten;
    this.console = Console.open(vde.management());
  }

  /** Does one step and collects what comes of it. */
  void perform(Step step) {
    answer = "";
    events = "";
    frames.clear();
    try {
      endRequest();
      switch (step) {
        case Step.Ask ask -> answer = ask(ask.command());
        case Step.Connect connect -> connect(connect.plug(), connect.port());
        case Step.Disconnect gone -> disconnect(gone.plug());
        case Step.CloseEndpoint close -> closeEndpoint(close.plug());
        case Step.Send send -> send(send.plug(), send.frame());
      }
      collect();
    } catch (IOException | UncheckedIOException | AssertionError failure) {
      failed = true;
      answer += "<" + failure.getMessage() + ">\n" + vde;
    }
  }

  /** Whether the switch could not do the last step at all. */
  boolean hasFailed() {
    return failed;
  }

  /** Collects what has come since; done again when the outcomes of two switches differ. */
  void collect() {
    for (int turn = 0; turn < SETTLING_TURNS; turn++) {
      vde.ask("");
    }
    events += console.events();
    plugs.forEach(
        (number, plug) ->
            frames.computeIfAbsent(number, none -> new ArrayList<>()).addAll(plug.poll()));
  }

  /** All that could be seen of the last step. */
  String outcome() {
    StringBuilder text = new StringBuilder(ConsoleText.normalise(answer + events, vde));
    if (requested != 0) {
      Plug plug = plugs.get(requested);
      text.append(plug.isPlugged() ? "\nport " + plug.port() : "\nno port");
    }
    frames.forEach(
        (plug, seen) ->
            seen.forEach(frame -> text.append("\nplug %d gets %s".formatted(plug, frame))));
    return text.toString();
  }

  private String ask(String command) {
    String text = console.ask(command);
    return rewritten ? IntendedDifferences.rewriteAll(command, text) : text;
  }

  private void connect(int number, int port) throws IOException {
    if (!plugs.containsKey(number)) {
      requested = number;
      plugs.put(number, Plug.request(vde, port, "plug " + number));
    }
  }

  /** A client that has no port by the next step has been refused; the original never says so. */
  private void endRequest() throws IOException {
    if (requested != 0 && !plugs.get(requested).isPlugged()) {
      plugs.remove(requested).close();
    }
    requested = 0;
  }

  private void disconnect(int number) throws IOException {
    Plug plug = plugs.remove(number);
    if (plug != null) {
      plug.close();
    }
  }

  private void closeEndpoint(int number) throws IOException {
    Plug plug = plugs.remove(number);
    if (plug != null) {
      answer = console.ask("port/epclose " + plug.port() + " " + endpointOf(number));
      if (!Eventually.within(Differential.GRACE, plug::isUnplugged)) {
        answer += "client is not told\n";
      }
      plug.close();
    }
  }

  /** The number of the endpoint, in decimal: with leading zeros the console takes it for octal. */
  private int endpointOf(int plug) {
    String ports = vde.ask("port/allprint");
    Matcher endpoint =
        Pattern.compile("endpoint ID (\\d+) module .*: plug " + plug + "\n").matcher(ports);
    if (!endpoint.find()) {
      throw new AssertionError("no endpoint of plug " + plug + ":\n" + ports);
    }
    return Integer.parseInt(endpoint.group(1));
  }

  private void send(int number, byte[] frame) {
    Plug plug = plugs.get(number);
    if (plug != null && !plug.send(frame)) {
      answer = "cannot send";
    }
  }

  @Override
  public void close() throws IOException {
    console.close();
    for (Plug plug : plugs.values()) {
      plug.close();
    }
    vde.close();
  }
}
