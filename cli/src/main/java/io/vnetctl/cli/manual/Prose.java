package io.vnetctl.cli.manual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hand-written sections of a page, from a resource:
 *
 * <pre>
 * = TITLE                  a section
 * == Title                 a heading inside of it
 * text                     a paragraph, until an empty line
 *     text                 four blanks: lines as they are
 * term :: text             a definition; its further lines begin with two blanks
 * </pre>
 */
final class Prose {
  private static final String VERBATIM = "    ";
  private static final String CONTINUED = "  ";

  private final List<Section> sections = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private String title = "";

  private Prose() {}

  /** The sections of a resource; none if there is no such resource. */
  static List<Section> of(String name) {
    try (InputStream stream = Prose.class.getResourceAsStream(name + ".txt")) {
      return stream == null
          ? List.of()
          : parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          name + ".txt cannot be read from the program's jar; install it again", e);
    }
  }

  static List<Section> parse(String text) {
    Prose prose = new Prose();
    List<String> piece = new ArrayList<>();
    for (String line : text.lines().toList()) {
      boolean verbatim = !piece.isEmpty() && piece.getFirst().startsWith(VERBATIM);
      boolean ends =
          !piece.isEmpty() && piece.getFirst().startsWith("=")
              || line.isBlank()
              || line.startsWith("= ")
              || line.startsWith("== ")
              || isDefinition(line)
              || verbatim != line.startsWith(VERBATIM);
      if (ends) {
        prose.add(piece);
        piece.clear();
      }
      if (!line.isBlank()) {
        piece.add(line);
      }
    }
    prose.add(piece);
    prose.endSection();
    return prose.sections;
  }

  private static boolean isDefinition(String line) {
    return !line.startsWith(CONTINUED) && line.contains(" :: ");
  }

  private void add(List<String> piece) {
    if (piece.isEmpty()) {
      return;
    }
    String first = piece.getFirst();
    if (first.startsWith("= ")) {
      endSection();
      title = first.substring(2);
    } else if (first.startsWith("== ")) {
      blocks.add(new Block.Heading(first.substring(3)));
    } else if (first.startsWith(VERBATIM)) {
      addVerbatim(piece.stream().map(line -> line.substring(VERBATIM.length())).toList());
    } else if (isDefinition(first)) {
      String[] parts = joined(piece).split(" :: ", 2);
      blocks.add(new Block.Definition(parts[0].strip(), parts[1].strip()));
    } else {
      blocks.add(new Block.Paragraph(joined(piece)));
    }
  }

  /** Verbatim text may have empty lines. */
  private void addVerbatim(List<String> lines) {
    List<String> all = new ArrayList<>();
    if (!blocks.isEmpty() && blocks.getLast() instanceof Block.Verbatim(List<String> before)) {
      blocks.removeLast();
      all.addAll(before);
      all.add("");
    }
    all.addAll(lines);
    blocks.add(new Block.Verbatim(all));
  }

  private void endSection() {
    if (!title.isEmpty()) {
      sections.add(new Section(title, blocks));
    }
    blocks.clear();
  }

  private static String joined(List<String> lines) {
    return String.join(" ", lines.stream().map(String::strip).toList());
  }

  /** The section of a title. */
  static Optional<Section> find(List<Section> sections, String title) {
    return sections.stream().filter(section -> section.title().equals(title)).findFirst();
  }
}
