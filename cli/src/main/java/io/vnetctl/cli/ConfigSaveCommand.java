package io.vnetctl.cli;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.config.ConfigMerge;
import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.config.Layout;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
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
  private static final int FAILED = 1;
  private static final String STANDARD_OUTPUT = "-";

  /** What {@code config/showinfo} says before the file. */
  private static final String FILE = "file ";

  @Mixin private SwitchChoice choice;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write to the path FILE instead; - is standard output")
  private String output;

  @Spec private CommandSpec spec;

  /** 0; 1 if nothing was written; 2 if there is no such switch. */
  @Override
  public Integer call() {
    try {
      save();
      return 0;
    } catch (CallException e) {
      spec.commandLine().getErr().println("vnetctl config save: " + e.getMessage());
      return e.status();
    } catch (IOException e) {
      spec.commandLine().getErr().println("vnetctl config save: " + e.getMessage());
      return FAILED;
    }
  }

  private void save() throws CallException, IOException {
    List<Answer> answers = choice.ask("config/showinfo", "config/print");
    for (Answer answer : answers) {
      if (!answer.succeeded()) {
        throw new IOException(
            "the switch says: " + answer.text() + "; is it one of vnetctl's, and this recent?");
      }
    }
    String now = String.join("\n", answers.getLast().data()) + "\n";
    boolean prints = STANDARD_OUTPUT.equals(output);
    Optional<Path> own = choice.file().or(() -> fileOf(answers.getFirst()));
    Optional<Path> target =
        output == null || prints ? own : Optional.of(ConfigFiles.absolute(output));
    if (target.isEmpty() && !prints) {
      throw new IOException("the switch was started without a file; name one (--output)");
    }
    String text =
        target.isPresent() && Files.exists(target.get(), LinkOption.NOFOLLOW_LINKS)
            ? merged(target.get(), now)
            : now;
    if (prints) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    } else {
      SavedFile.replace(target.get(), text);
      spec.commandLine().getOut().println("saved " + target.get());
    }
  }

  private static Optional<Path> fileOf(Answer info) {
    return info.data().stream()
        .filter(line -> line.startsWith(FILE + "/"))
        .map(line -> Path.of(line.substring(FILE.length())))
        .findFirst();
  }

  /** The text of the file with what is so now. */
  private static String merged(Path file, String now) throws IOException {
    Accounts accounts = new Accounts();
    String before;
    try {
      before = new ConfigFiles(accounts, Optional.empty()).read(file);
    } catch (IOException e) {
      throw new IOException(file + " " + e.getMessage(), e);
    }
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
