import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks ({@code check DIR}) or mends ({@code write DIR}) the formatting of all Java sources below
 * a directory with google-java-format. Run by the build with a JDK of the toolchain, because the
 * formatter needs a compiler that knows the language level of the sources.
 */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    int unformatted = 0;
    for (Path source : sources(Path.of(args[1]))) {
      String text = Files.readString(source);
      String formatted =
          formatter.formatSource(
              RemoveUnusedImports.removeUnusedImports(
                  ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE)));
      if (!formatted.equals(text)) {
        unformatted++;
        System.err.println((write ? "formatted: " : "not formatted: ") + source);
        if (write) {
          Files.writeString(source, formatted);
        }
      }
    }
    if (unformatted > 0 && !write) {
      System.err.println(unformatted + " files are not formatted; run ./format");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws java.io.IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().contains("target/"))
          .sorted()
          .toList();
    }
  }
}
