package io.vnetctl.cli;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.config.ConfigKey;
import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.config.ConfigReader;
import io.vnetctl.cli.config.ConfigSection;
import io.vnetctl.cli.config.ConfigSettings;
import io.vnetctl.cli.config.Layout;
import io.vnetctl.cli.config.LayoutReader;
import io.vnetctl.cli.getopt.Token;
import io.vnetctl.core.control.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The configuration file of a command line, and what counts of both. For one parse. */
final class GivenConfiguration {
  private final ConfigSource files;
  private final LayoutReader.Names names;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Map<String, String> fixed = new LinkedHashMap<>();
  private Optional<Path> file = Optional.empty();
  private String text = "";
  private ConfigSettings settings = ConfigSettings.none();

  GivenConfiguration(ConfigSource files, LayoutReader.Names names) {
    this.files = files;
    this.names = names;
  }

  /**
   * Reads the file that the options name, if they do, unless they ask for help or version. That it
   * cannot be read is a problem of it.
   *
   * @return what is wrong with the option; empty if nothing is, or it is not given
   */
  Optional<String> read(List<Token<SwitchOption>> tokens) {
    Optional<String> name = Optional.empty();
    for (Token<SwitchOption> token : tokens) {
      if (token instanceof Token.Given<SwitchOption>(SwitchOption option, String value)) {
        if (option == SwitchOption.HELP || option == SwitchOption.VERSION) {
          return Optional.empty();
        }
        if (option == SwitchOption.CONFIG) {
          if (value.isEmpty() || name.isPresent()) {
            return Optional.of(option.dashed() + " needs one file, by name or path, and once");
          }
          name = Optional.of(value);
        }
      }
    }
    name.map(ConfigFiles::pathOf).ifPresent(this::read);
    return Optional.empty();
  }

  private void read(Path path) {
    file = Optional.of(path);
    try {
      text = files.read(path);
    } catch (IOException e) {
      problem(ConfigProblem.WHOLE_FILE, e.getMessage());
      return;
    }
    settings = new ConfigReader(ConfigTable.KEYS, problems).read(text);
    checkTree();
  }

  private void checkTree() {
    for (ConfigSettings.Section section : settings.sections(ConfigSection.SWITCH)) {
      ConfigSettings.Setting hub = section.settings().get(ConfigTable.name(SwitchOption.HUB));
      ConfigSettings.Setting fstp = section.settings().get(ConfigTable.name(SwitchOption.FSTP));
      if (hub != null && fstp != null && hub.value().equals("yes") && fstp.value().equals("yes")) {
        problem(fstp.line(), "a hub has no spanning tree; one of hub and fstp has to be no");
      }
    }
  }

  /** Settings of the file for options, in their order; what is not to be is left out. */
  List<ConfigSettings.Setting> settings() {
    return settings.sections(ConfigSection.SWITCH).stream()
        .flatMap(section -> section.settings().values().stream())
        .filter(setting -> ConfigTable.option(setting.key()).isPresent())
        .filter(setting -> !setting.value().equals("no"))
        .toList();
  }

  /** Names of the TAPs in the file, in their order. */
  List<String> taps() {
    return settings.sections(ConfigSection.TAP).stream()
        .map(ConfigSettings.Section::argument)
        .toList();
  }

  void problem(int line, String what) {
    problems.add(new ConfigProblem(line, what));
  }

  /** Keeps what counts from the start on, in the words of the file. */
  void note(SwitchOption option, String value) {
    ConfigTable.key(option)
        .filter(key -> key.effect() == ConfigKey.Effect.RESTART)
        .ifPresent(
            key ->
                key.type()
                    .read(option.takesValue() ? absolute(option, value) : "yes")
                    .ifPresent(normal -> fixed.put(key.name(), normal)));
  }

  private static String absolute(SwitchOption option, String value) {
    return switch (option) {
      case DIRECTORY, PID_FILE, RC_FILE, CONSOLE -> Path.of(value).toAbsolutePath().toString();
      default -> value;
    };
  }

  /**
   * What all of it asks for; with problems, something is left out.
   *
   * @param limits of the command line, which override those of the file
   * @param allTaps of both
   */
  Configured configured(LayoutReader.Whole whole, List<Command> limits, List<String> allTaps) {
    LayoutReader reader = new LayoutReader(settings, names, problems);
    Layout layout = reader.read(whole).with(limits);
    Map<String, OptionalInt> tapPorts = reader.taps(whole.portCount());
    allTaps.forEach(name -> tapPorts.putIfAbsent(name, OptionalInt.empty()));
    return new Configured(file, text, layout, fixed, tapPorts);
  }

  /** What is wrong with the file, in the order of its lines; empty if nothing is. */
  Optional<Outcome> complaint() {
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Outcome.Misconfigured(
                file.orElseThrow().toString(),
                problems.stream().sorted(Comparator.comparingInt(ConfigProblem::line)).toList()));
  }
}
