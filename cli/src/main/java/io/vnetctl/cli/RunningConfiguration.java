package io.vnetctl.cli;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.config.ConfigPrinter;
import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.config.Layout;
import io.vnetctl.cli.config.LayoutText;
import io.vnetctl.cli.config.Transition;
import io.vnetctl.core.Switch;
import io.vnetctl.core.control.Command;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.state.SwitchState;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Peer;
import io.vnetctl.vde.console.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a running switch is configured to be. A reload reads file and options once more, and takes
 * the switch from what it is to what they ask for between two frames. Switch thread.
 */
final class RunningConfiguration implements Configuration, Transition.Target {
  /** Problems of a file that an answer shows. */
  private static final int MAX_SHOWN = 100;

  private final SwitchContext context;
  private final Switch network;

  RunningConfiguration(SwitchContext context, Switch network) {
    this.context = context;
    this.network = network;
  }

  /** Has a new switch take on the layout that was asked for. */
  void begin() {
    Transition.perform(this, configured().layout())
        .ifPresent(why -> context.log().accept("configuration: " + why));
  }

  @Override
  public Reply execute(Command command) {
    return network.execute(command);
  }

  @Override
  public SwitchState state() {
    return network.stateWithoutAddresses();
  }

  @Override
  public Optional<String> file() {
    return configured().file().map(Object::toString);
  }

  @Override
  public List<String> print() {
    Configured configured = configured();
    return ConfigPrinter.lines(
        configured.fixed(), configured.taps(), text(Layout.of(state()), context.accounts()));
  }

  @Override
  public Result check(Optional<Peer> peer) {
    return attempt(peer, false);
  }

  @Override
  public Result reload(Optional<Peer> peer) {
    Result result = attempt(peer, true);
    file()
        .ifPresent(
            file ->
                context
                    .log()
                    .accept(
                        result.succeeded()
                            ? "reloaded " + file
                            : "did not reload " + file + ", it goes on as it was"));
    return result;
  }

  private Configured configured() {
    return context.options().configured();
  }

  private Result attempt(Optional<Peer> peer, boolean inEarnest) {
    if (file().isEmpty()) {
      return Configuration.none().reload(peer);
    }
    return switch (context.anew().parse(new ConfigFiles(context.accounts(), peer))) {
      case Outcome.Run(SwitchOptions options, List<String> _) ->
          attempt(options.configured(), inEarnest);
      case Outcome.Misconfigured(String file, List<ConfigProblem> problems) ->
          new Result(false, shown(ConfigProblem.lines(file, problems)));
      case Outcome.Refusal(String message, int _) -> new Result(false, List.of(message));
      case Outcome.Usage _, Outcome.Version _ ->
          throw new IllegalStateException("a switch was started that was only asked for help");
    };
  }

  private Result attempt(Configured wanted, boolean inEarnest) {
    SwitchState start = state();
    Optional<String> obstacle =
        inEarnest
            ? Transition.perform(this, wanted.layout())
            : new Transition(start, wanted.layout()).obstacle();
    if (obstacle.isPresent()) {
      return new Result(false, List.of(obstacle.get()));
    }
    List<String> lines =
        new ArrayList<>(
            text(Layout.of(start), context.accounts())
                .changesTo(text(wanted.layout(), context.accounts())));
    lines.addAll(waiting(configured(), wanted));
    return new Result(true, lines);
  }

  private static List<String> shown(List<String> lines) {
    if (lines.size() <= MAX_SHOWN) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, MAX_SHOWN));
    shown.add("and %d more; vnetctl config check shows all".formatted(lines.size() - MAX_SHOWN));
    return shown;
  }

  /** What differs that a running switch cannot change, a line each. */
  private static List<String> waiting(Configured now, Configured wanted) {
    List<String> lines = new ArrayList<>();
    both(now.fixed(), wanted.fixed())
        .forEach(
            key ->
                lines.add(
                    waits(
                        "[switch] " + key,
                        now.fixed().getOrDefault(key, "(not given)"),
                        wanted.fixed().getOrDefault(key, "(not given)"))));
    both(now.taps(), wanted.taps())
        .forEach(
            name ->
                lines.add(
                    waits("[tap " + name + "]", tap(now.taps(), name), tap(wanted.taps(), name))));
    return lines;
  }

  private static String waits(String what, String before, String after) {
    return "%s: %s -> %s waits for a restart".formatted(what, before, after);
  }

  private static String tap(Map<String, OptionalInt> taps, String name) {
    OptionalInt port = taps.get(name);
    if (port == null) {
      return "(not given)";
    }
    return port.isPresent() ? "port " + port.getAsInt() : "any port";
  }

  /** Keys of either map that differ. */
  private static <T> List<String> both(Map<String, T> first, Map<String, T> second) {
    Set<String> keys = new LinkedHashSet<>(first.keySet());
    keys.addAll(second.keySet());
    return keys.stream().filter(key -> !Objects.equals(first.get(key), second.get(key))).toList();
  }

  /** A layout in the words of the file, with the names that the host has. */
  static LayoutText text(Layout layout, Accounts accounts) {
    return new LayoutText(
        layout,
        new LayoutText.Names(
            uid -> accounts.userName(uid).orElseGet(() -> Integer.toUnsignedString(uid)),
            gid -> accounts.groupName(gid).orElseGet(() -> Integer.toUnsignedString(gid))));
  }
}
