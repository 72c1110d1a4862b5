package io.vnetctl.cli.manual;

import java.util.List;

/** Writes a page as text, for terminals without man(1). */
final class PlainText {
  private static final int WIDTH = 80;
  private static final int INDENT = 4;
  private static final int DEFINITION = 8;

  private final StringBuilder text = new StringBuilder();

  private PlainText() {}

  static String of(Page page) {
    PlainText plain = new PlainText();
    for (Section section : page.sections()) {
      plain.gap();
      plain.text.append(section.title()).append('\n');
      Block before = null;
      for (Block block : section.blocks()) {
        if (before != null && !(before instanceof Block.Heading)) {
          plain.gap();
        }
        plain.add(block);
        before = block;
      }
    }
    return plain.text.toString();
  }

  private void gap() {
    if (!text.isEmpty()) {
      text.append('\n');
    }
  }

  private void add(Block block) {
    switch (block) {
      case Block.Heading(String title) -> text.append("  ").append(title).append('\n');
      case Block.Paragraph(String words) -> fill(words, INDENT);
      case Block.Verbatim(List<String> lines) ->
          lines.forEach(
              line -> text.append((" ".repeat(DEFINITION) + line).stripTrailing()).append('\n'));
      case Block.Definition(String term, String words) -> {
        fill(term, INDENT);
        fill(words, DEFINITION);
      }
    }
  }

  private void fill(String words, int indent) {
    StringBuilder line = new StringBuilder();
    for (String word : MarkedText.plain(words).split(" ")) {
      if (!line.isEmpty() && indent + line.length() + 1 + word.length() > WIDTH) {
        text.append(" ".repeat(indent)).append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    text.append(" ".repeat(indent)).append(line).append('\n');
  }
}
