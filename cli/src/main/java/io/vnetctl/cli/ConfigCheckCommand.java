package io.vnetctl.cli;

import io.vnetctl.cli.SwitchCommandLine.Outcome;
import io.vnetctl.cli.config.ConfigProblem;
import io.vnetctl.cli.report.Json;
import io.vnetctl.vde.Accounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vnetctl config check}: reads files as a switch would, and does nothing else. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Check configuration files, and show every error. Nothing is started, made or changed."
            + " The status is 0 if all are good, and else 1.")
final class ConfigCheckCommand implements Callable<Integer> {
  private static final int BAD = 1;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "name or path of a file; default: all in /etc/vnetctl/switch")
  private List<String> names = new ArrayList<>();

  @Option(names = "--json", description = "print one line of JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  /** 0, or 1 if a file has errors or cannot be read. */
  @Override
  public Integer call() throws IOException {
    Map<Path, List<ConfigProblem>> checked = new LinkedHashMap<>();
    for (Path file : files()) {
      checked.put(file, problems(file));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(checked.entrySet().stream().map(ConfigCheckCommand::object).toList()));
    } else {
      checked.forEach(this::tell);
    }
    return checked.values().stream().allMatch(List::isEmpty) ? 0 : BAD;
  }

  private void tell(Path file, List<ConfigProblem> problems) {
    if (problems.isEmpty()) {
      spec.commandLine().getOut().println(file + ": good");
    }
    ConfigProblem.lines(file.toString(), problems).forEach(spec.commandLine().getErr()::println);
  }

  private static Map<String, Object> object(Map.Entry<Path, List<ConfigProblem>> file) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", file.getKey().toString());
    object.put("valid", file.getValue().isEmpty());
    List<Map<String, Object>> errors = new ArrayList<>();
    for (ConfigProblem problem : file.getValue()) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("line", problem.line() == ConfigProblem.WHOLE_FILE ? null : problem.line());
      error.put("message", problem.text());
      errors.add(error);
    }
    object.put("errors", errors);
    return object;
  }

  private List<Path> files() throws IOException {
    if (names.contains("")) {
      throw new IOException(
          "a NAME is empty; name a file, or none for all in " + ConfigFiles.DIRECTORY);
    }
    if (!names.isEmpty()) {
      return names.stream().map(ConfigFiles::pathOf).toList();
    }
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(ConfigFiles.DIRECTORY)) {
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(ConfigFiles.DIRECTORY, "*" + ConfigFiles.SUFFIX)) {
        entries.forEach(files::add);
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    if (files.isEmpty()) {
      throw new IOException(
          "there is no file in " + ConfigFiles.DIRECTORY + "; name one by its path");
    }
    files.sort(null);
    return files;
  }

  private static List<ConfigProblem> problems(Path file) {
    Accounts accounts = new Accounts();
    Outcome outcome =
        VdeSwitchMain.commandLine(accounts, new ConfigFiles(accounts, Optional.empty()))
            .parse(SwitchOption.CONFIG.dashed(), file.toString());
    return switch (outcome) {
      case Outcome.Run _ -> List.of();
      case Outcome.Misconfigured(String _, List<ConfigProblem> problems) -> problems;
      case Outcome.Refusal refusal ->
          List.of(new ConfigProblem(ConfigProblem.WHOLE_FILE, refusal.reason()));
      case Outcome.Usage _, Outcome.Version _ ->
          throw new IllegalStateException("nobody has asked for help");
    };
  }
}
