package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs benchmarks and hands their reports to the page. Started by {@code ./bench}. */
final class Bench {
  private static final int FAILED = 1;
  private static final int USAGE_ERROR = 2;

  private final Path repository;
  private final Path room;
  private final String command;
  private final Options options;
  private final Plan plan;
  private final Progress progress = new Progress(System.out);

  private Bench(Path repository, Path room, List<String> arguments) {
    this.repository = repository;
    this.room = room;
    this.command = ("./bench " + String.join(" ", arguments)).strip();
    this.options = Options.parse(arguments);
    Plan basis = options.quick() ? Plan.QUICK : Plan.FULL;
    this.plan = options.rounds().map(basis::withRounds).orElse(basis);
  }

  /** Arguments: the repository, an empty directory for sockets, then those of the user. */
  public static void main(String[] args) {
    List<String> arguments = List.of(args).subList(2, args.length);
    if (arguments.contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    try {
      new Bench(Path.of(args[0]), Path.of(args[1]), arguments).run();
    } catch (IllegalArgumentException e) {
      fail(e, USAGE_ERROR);
    } catch (IOException | IllegalStateException e) {
      fail(e, FAILED);
    }
  }

  private static void fail(Exception e, int status) {
    System.err.println("bench: " + e.getMessage());
    System.exit(status);
  }

  private void run() throws IOException {
    Machine machine = Machine.read();
    Contender ours = contender("vnetctl", options.ours(), repository.resolve("bin/vde_switch"));
    Contender reference =
        contender("vde_switch", options.reference(), Path.of("/usr/bin/vde_switch"));
    if (ours.name().equals(reference.name())) {
      reference = new Contender(reference.name() + " again", reference.program());
    }
    Placement placement = options.pinned() ? Placement.pinThisThread() : Placement.FREE;
    Origin origin =
        new Origin(
            command,
            commit(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            machine,
            plan,
            placement,
            Map.of(ours.name(), ours.version(), reference.name(), reference.version()));
    System.out.print(origin.markdown());
    List<String> failed = new ArrayList<>();
    for (String name : options.names()) {
      try {
        run(
            Catalogue.named(name),
            new Setting(ours, reference, placement, plan, progress, room(name)),
            origin);
      } catch (IOException e) {
        failed.add(name);
        progress.say("%s failed: %s", name, e.getMessage());
      }
    }
    if (!failed.isEmpty()) {
      throw new IOException("failed, see above: " + String.join(", ", failed));
    }
  }

  private void run(Catalogue entry, Setting setting, Origin origin) throws IOException {
    Benchmark benchmark = entry.benchmark();
    Optional<String> obstacle = benchmark.obstacle();
    if (obstacle.isPresent()) {
      progress.say("%s: skipped: %s", entry.key(), obstacle.get());
      return;
    }
    progress.say("%s", entry.key());
    Report report = report(entry, benchmark.run(setting), origin);
    Optional<Path> docs =
        options.quick() ? options.out() : options.out().or(() -> Optional.of(docs()));
    if (docs.isPresent()) {
      new PerformancePages(docs.get()).put(report);
    } else {
      System.out.print(report.markdown());
    }
    for (Goal goal : report.goals()) {
      progress.say("%s: %s, %s: %s", goal.what(), goal.bound(), goal.measured(), goal.verdict());
    }
  }

  private Path room(String name) throws IOException {
    return Files.createDirectories(room.resolve(name));
  }

  private String commit() {
    try {
      return ProgramOutput.firstLine(
          "git", "-C", repository.toString(), "describe", "--always", "--dirty");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static Report report(Catalogue entry, Findings findings, Origin origin) {
    Map<String, Object> raw = new LinkedHashMap<>();
    raw.put("benchmark", entry.key());
    raw.put("origin", origin);
    raw.put("notes", findings.notes());
    raw.put("figures", findings.comparison().raw());
    String notes = findings.notes().stream().map("* %s\n"::formatted).collect(Collectors.joining());
    return new Report(
        entry.key(),
        entry.title(),
        raw,
        origin.markdown() + notes + findings.comparison().markdown(),
        Plot.svg(findings.comparison()),
        findings.goals());
  }

  private Path docs() {
    return repository.resolve("docs");
  }

  /** A switch not given by its path has the name and the place of the usual one. */
  private static Contender contender(String name, Optional<Path> given, Path usual) {
    Path program = given.orElse(usual).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new IllegalArgumentException(
          "no switch to measure at %s; build it, install Debian's vde-switch, or name one by --ours"
                  .formatted(program)
              + " and --against");
    }
    return new Contender(given.isPresent() ? program.toString() : name, program);
  }
}
