package io.vnetctl.cli.manual;

import java.util.List;

/**
 * Writes a page for man(1) in the macros of man(7), as both groff and mandoc understand them. Every
 * character of the page's text stands for itself.
 */
final class Roff {
  /** Input lines are no longer than this where words allow it. */
  private static final int WIDTH = 76;

  private final StringBuilder text = new StringBuilder();

  private Roff() {}

  /**
   * The page as a file.
   *
   * @param date of the manual, year-month-day
   * @param source what it comes with, such as {@code vnetctl 1.0}
   */
  static String of(Page page, String date, String source) {
    Roff roff = new Roff();
    roff.line(
        ".TH %s %d %s %s %s"
            .formatted(
                quoted(page.name().toUpperCase(java.util.Locale.ROOT)),
                page.number(),
                '"' + date + '"',
                quoted(source),
                quoted("vnetctl manual")));
    // options and paths are neither cut nor drawn apart
    roff.line(".ad l");
    roff.line(".nh");
    for (Section section : page.sections()) {
      roff.line(".SH " + quoted(section.title()));
      Block before = null;
      for (Block block : section.blocks()) {
        roff.add(block, before == null || before instanceof Block.Heading);
        before = block;
      }
    }
    return roff.text.toString();
  }

  private void add(Block block, boolean first) {
    switch (block) {
      case Block.Heading(String title) -> line(".SS " + quoted(title));
      case Block.Paragraph(String words) -> {
        if (!first) {
          line(".PP");
        }
        fill(words);
      }
      case Block.Definition(String term, String words) -> {
        line(".TP");
        line(marked(term));
        fill(words);
      }
      case Block.Verbatim(List<String> lines) -> {
        if (!first) {
          line(".PP");
        }
        line(".nf");
        line(".RS 4");
        lines.forEach(words -> line(words.isEmpty() ? "\\&" : guarded(escaped(words))));
        line(".RE");
        line(".fi");
      }
    }
  }

  /** Filled text: a sentence begins a new line, which has no more words than fit. */
  private void fill(String words) {
    StringBuilder line = new StringBuilder();
    for (String word : marked(words).split(" ")) {
      boolean sentence = line.length() > 1 && ".!?".indexOf(line.charAt(line.length() - 1)) >= 0;
      if (!line.isEmpty() && (sentence || line.length() + 1 + word.length() > WIDTH)) {
        line(guarded(line.toString()));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(guarded(line.toString()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String marked(String words) {
    StringBuilder marked = new StringBuilder();
    for (MarkedText.Run run : MarkedText.runs(words)) {
      switch (run.font()) {
        case ROMAN -> marked.append(escaped(run.text()));
        case BOLD -> marked.append("\\fB").append(escaped(run.text())).append("\\fP");
        case ITALIC -> marked.append("\\fI").append(escaped(run.text())).append("\\fP");
      }
    }
    return marked.toString();
  }

  /** A line that begins with a control character would be a request (roff(7)). */
  private static String guarded(String line) {
    return line.startsWith(".") || line.startsWith("\\(aq") ? "\\&" + line : line;
  }

  /** Hyphens stay the minus signs they are typed as, quotes stay straight (groff_char(7)). */
  static String escaped(String words) {
    StringBuilder escaped = new StringBuilder();
    words
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\(rs");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                  if (c < 0x80) {
                    escaped.append((char) c);
                  } else {
                    escaped.append("\\[u%04X]".formatted(c));
                  }
                }
              }
            });
    return escaped.toString();
  }

  /** An argument of a macro. */
  private static String quoted(String words) {
    return '"' + escaped(words).replace("\"", "\\(dq") + '"';
  }
}
