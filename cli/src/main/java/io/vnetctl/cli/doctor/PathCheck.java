package io.vnetctl.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs of the same names that come first in PATH. */
record PathCheck() implements Check {
  private static final List<String> PROGRAMS =
      List.of("vnetctl", "vde_switch", "unixterm", "unixcmd", "vde_tunctl", "vdeq");

  @Override
  public String name() {
    return "path";
  }

  @Override
  public List<Finding> look(Surroundings host) throws IOException {
    List<String> foreign = new ArrayList<>();
    boolean inPath = false;
    for (String program : PROGRAMS) {
      Path own = host.home().resolve("bin").resolve(program);
      List<Path> found = found(program, host);
      if (!found.isEmpty() && !isSame(found.getFirst(), own)) {
        foreign.add(found.getFirst().toString());
      }
      inPath |= found.stream().anyMatch(path -> isSame(path, own));
    }
    if (!inPath) {
      return List.of(
          Finding.ok(
              "vnetctl is not in PATH; that its programs are found: export PATH="
                  + host.home().resolve("bin")
                  + ":$PATH"));
    }
    return List.of(
        foreign.isEmpty()
            ? Finding.ok("the programs in PATH are those of vnetctl")
            : Finding.warn(
                "in PATH others come first: " + String.join(", ", foreign),
                "scripts run those instead of these",
                "export PATH=" + host.home().resolve("bin") + ":$PATH"));
  }

  private static List<Path> found(String program, Surroundings host) {
    List<Path> found = new ArrayList<>();
    for (String folder : host.caller().environment().getOrDefault("PATH", "").split(":")) {
      Path path = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        found.add(path);
      }
    }
    return found;
  }

  /** The launcher finds its folder through links, so that a link to a program is that program. */
  private static boolean isSame(Path found, Path own) {
    return Optional.of(found)
        .filter(
            path -> {
              try {
                return Files.isSameFile(path, own)
                    || Files.mismatch(path, own) < 0 && !Files.isSymbolicLink(path);
              } catch (IOException gone) {
                return false;
              }
            })
        .isPresent();
  }
}
