package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    this.command = "./bench " + String.join(" ", arguments);
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
    Placement placement = options.pinned() ? Placement.pinThisThread() : Placement.FREE;
    String commit = commit();
    System.out.print(machine.markdown());
    System.out.print(placement.markdown() + plan.markdown());
    for (String name : options.names()) {
      progress.say("%s", name);
      Report report =
          switch (name) {
            case Ceiling.NAME -> ceiling(machine, placement, commit);
            default -> vdeToVde(machine, placement, commit);
          };
      Optional<Path> docs =
          options.quick() ? options.out() : options.out().or(() -> Optional.of(docs()));
      if (docs.isPresent()) {
        new PerformancePage(docs.get()).put(report);
      } else {
        System.out.print(report.markdown());
      }
    }
  }

  private String commit() {
    try {
      return ProgramOutput.firstLine(
          "git", "-C", repository.toString(), "describe", "--always", "--dirty");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private Report ceiling(Machine machine, Placement placement, String commit) throws IOException {
    Map<Integer, List<Sample>> outcomes = new Ceiling(plan, progress).run();
    Map<String, Object> raw = header(Ceiling.NAME, machine, placement, commit);
    raw.put("outcomes", outcomes);
    return new Report(
        Ceiling.NAME,
        Ceiling.TITLE,
        raw,
        preamble(machine, placement, commit) + Ceiling.table(outcomes));
  }

  private Report vdeToVde(Machine machine, Placement placement, String commit) throws IOException {
    Contender ours = contender("vnetctl", options.ours(), repository.resolve("bin/vde_switch"));
    Contender reference =
        contender("vde_switch", options.reference(), Path.of("/usr/bin/vde_switch"));
    if (ours.name().equals(reference.name())) {
      reference = new Contender(reference.name() + " again", reference.program());
    }
    List<Outcome> outcomes = new VdeToVde(ours, reference, placement, plan, progress).run(room);
    Map<String, Object> raw = header(VdeToVde.NAME, machine, placement, commit);
    raw.put("versions", Map.of(ours.name(), ours.version(), reference.name(), reference.version()));
    raw.put("outcomes", outcomes);
    return new Report(
        VdeToVde.NAME,
        VdeToVde.TITLE,
        raw,
        preamble(machine, placement, commit)
            + "* %s: %s; %s: %s\n"
                .formatted(ours.name(), ours.version(), reference.name(), reference.version())
            + new ComparisonTables(ours, reference).of(outcomes));
  }

  private Map<String, Object> header(
      String name, Machine machine, Placement placement, String commit) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("benchmark", name);
    header.put("command", command);
    header.put("commit", commit);
    header.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS));
    header.put("machine", machine);
    header.put("switchCpus", placement.switchCpus().orElse("any"));
    header.put("plan", plan);
    return header;
  }

  private String preamble(Machine machine, Placement placement, String commit) {
    return "* command: `%s`, commit %s\n".formatted(command.strip(), commit)
        + machine.markdown()
        + placement.markdown()
        + plan.markdown();
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
