package io.vnetctl.cli;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.config.ConfigMerge;
import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.config.Layout;
import io.vnetctl.cli.report.Json;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.client.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vnetctl config save}: what is so in a running switch goes into its file. */
@Command(
    name = "save",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Write VLANs and settings of ports as they are now into the configuration file."
            + " Comments, order and what counts from the start on only stay as they are. The file"
            + " is replaced as a whole, and keeps owner and mode.")
final class ConfigSaveCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  /** What {@code config/showinfo} says before the file. */
  private static final String FILE = "file ";

  @Mixin private SwitchChoice choice;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write to the path FILE instead; - is standard output")
  private String output;

  @Option(names = "--json", description = "print JSON instead of text")
  private boolean json;

  @Spec private CommandSpec spec;

  /** 0; 1 if nothing was written; 2 if there is no such switch. */
  @Override
  public Integer call() throws CallException, IOException {
    save();
    return 0;
  }

  private void save() throws CallException, IOException {
    boolean prints = STANDARD_OUTPUT.equals(output);
    if (json && prints) {
      throw CallException.failed(
          "--output - prints the file, and no JSON; leave out --json, or name a file");
    }
    if (output != null && output.isEmpty()) {
      throw CallException.failed("the FILE of --output is empty; name one, or - to print it");
    }
    List<Answer> answers = choice.ask("config/showinfo", "config/print");
    for (Answer answer : answers) {
      if (!answer.succeeded()) {
        throw new IOException(
            "the switch says: " + answer.text() + "; is it one of vnetctl's, and this recent?");
      }
    }
    String now = String.join("\n", answers.getLast().data()) + "\n";
    Optional<Path> own = choice.file().or(() -> fileOf(answers.getFirst()));
    Optional<Path> target =
        output == null || prints ? own : Optional.of(ConfigFiles.absolute(output));
    if (target.isEmpty() && !prints) {
      throw new IOException("the switch was started without a file; name one (--output)");
    }
    Optional<String> before = Optional.empty();
    if (target.isPresent() && Files.exists(target.get(), LinkOption.NOFOLLOW_LINKS)) {
      before = Optional.of(read(target.get()));
    }
    String text = before.isPresent() ? merged(target.get(), before.get(), now) : now;
    PrintWriter out = spec.commandLine().getOut();
    if (prints) {
      out.print(text);
      out.flush();
    } else {
      SavedFile.replace(target.get(), text);
      boolean changed = !before.equals(Optional.of(text));
      out.println(json ? json(target.get(), changed) : "saved " + target.get());
    }
  }

  private static String json(Path file, boolean changed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", file.toString());
    members.put("changed", changed);
    return Json.text(members);
  }

  private static Optional<Path> fileOf(Answer info) {
    return info.data().stream()
        .filter(line -> line.startsWith(FILE + "/"))
        .map(line -> Path.of(line.substring(FILE.length())))
        .findFirst();
  }

  private static String read(Path file) throws IOException {
    try {
      return new ConfigFiles(new Accounts(), Optional.empty()).read(file);
    } catch (IOException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
  }

  /** The text of the file with what is so now. */
  private static String merged(Path file, String before, String now) throws IOException {
    Accounts accounts = new Accounts();
    parse(accounts, file, before);
    Layout layout = parse(accounts, file, now);
    String merged =
        ConfigMerge.merge(before, ConfigTable.KEYS, RunningConfiguration.text(layout, accounts));
    if (!parse(accounts, file, merged).equals(layout)) {
      throw new IOException(
          "what would be written to %s is not what is so, a defect; see --output -"
              .formatted(file));
    }
    return merged;
  }

  private static Layout parse(Accounts accounts, Path file, String text) throws IOException {
    Outcome outcome =
        VdeSwitchMain.commandLine(accounts, _ -> text)
            .parse(SwitchOption.CONFIG.dashed(), file.toString());
    return switch (outcome) {
      case Outcome.Run(SwitchOptions options, List<String> _) -> options.configured().layout();
      case Outcome.Misconfigured(String name, List<ConfigProblem> problems) ->
          throw new IOException(
              String.join(System.lineSeparator(), ConfigProblem.lines(name, problems))
                  + System.lineSeparator()
                  + "not saved: mend the file first");
      case Outcome.Refusal refusal -> throw new IOException(refusal.reason());
      case Outcome.Usage _, Outcome.Version _ ->
          throw new IllegalStateException("nobody has asked for help");
    };
  }
}
