package io.vnetctl.core.twin;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the recorded cases: in the folder that VNETCTL_SPEC names, or in {@code shared/spec} beside
 * a parent of the working directory. Without them tests are skipped, and fail where CI is true.
 */
public final class GoldenFiles {
  private GoldenFiles() {}

  /** A file of the golden folder as JSON. */
  public static Object read(String name) throws IOException {
    return Json.parse(Files.readString(folder().resolve(name)));
  }

  /** Names, relative to the golden folder, of cases whose file name matches. */
  public static List<String> cases(String regex) throws IOException {
    try (Stream<Path> files = Files.list(folder().resolve("cases"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(regex))
          .map(name -> "cases/" + name)
          .sorted()
          .toList();
    }
  }

  private static Path folder() {
    String named = System.getenv("VNETCTL_SPEC");
    Path folder = named == null ? search() : Path.of(named).resolve("golden");
    if (folder != null && Files.isDirectory(folder)) {
      return folder;
    }
    String reason = "no recorded cases: set VNETCTL_SPEC to the folder of the specification";
    if ("true".equals(System.getenv("CI"))) {
      return fail(reason);
    }
    return Assumptions.abort(reason);
  }

  private static Path search() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("shared/spec/golden"))) {
      at = at.getParent();
    }
    return at == null ? null : at.resolve("shared/spec/golden");
  }

  /** A part of a case, whose type the reader knows. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  /** A list in a case, whose type the reader knows. */
  @SuppressWarnings("unchecked")
  public static <T> List<T> list(Object json) {
    return (List<T>) json;
  }
}
