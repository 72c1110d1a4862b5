package io.vnetctl.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A comparison as SVG: a panel for each quantity, in it a line for each row, on it a point for the
 * median of each contender and a whisker from its least to its greatest figure.
 */
final class Plot {
  private static final List<String> COLOURS = List.of("#3b82f6", "#e8821e", "#2f9e55", "#a45fd6");
  private static final int WIDTH = 860;
  private static final int LABELS = 250;
  private static final int MARGIN = 24;
  private static final int HEAD = 68;
  private static final int FOOT = 40;
  private static final int POINT = 9;
  private static final int GAP = 8;
  private static final int LEGEND_STEP = 190;
  private static final String STYLE =
      """
      <style>
      text { font: 12px sans-serif; fill: #24292f }
      .title { font-weight: bold; font-size: 13px }
      .head { font-style: italic }
      .ground { fill: #ffffff }
      .band { fill: #f3f5f8 }
      .grid { stroke: #d8dee4; stroke-width: 1 }
      @media (prefers-color-scheme: dark) {
      text { fill: #d5dbe1 }
      .ground { fill: #0d1117 }
      .band { fill: #171d26 }
      .grid { stroke: #30363d }
      }
      </style>
      """;

  private final Comparison comparison;
  private final StringBuilder out = new StringBuilder();

  private Plot(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Empty when no quantity is to be plotted. */
  static Optional<String> svg(Comparison comparison) {
    List<Quantity> plotted = comparison.quantities().stream().filter(Quantity::plotted).toList();
    return plotted.isEmpty() ? Optional.empty() : Optional.of(new Plot(comparison).draw(plotted));
  }

  private String draw(List<Quantity> quantities) {
    int top = 0;
    for (Quantity quantity : quantities) {
      top = panel(quantity, top);
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\">\n"
            .formatted(WIDTH, top, WIDTH)
        + STYLE
        + "<rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n".formatted(WIDTH, top)
        + out
        + "</svg>\n";
  }

  /** Returns where the next panel begins. */
  private int panel(Quantity quantity, int top) {
    List<String> contenders = comparison.contenders(quantity);
    List<List<String>> rows = comparison.rows(quantity);
    int rowHeight = contenders.size() * POINT + GAP;
    int bottom = top + HEAD + rows.size() * rowHeight;
    text("title", MARGIN, top + 24, "start", quantity.title());
    legend(contenders, top + 42);
    for (int row = 1; row < rows.size(); row += 2) {
      band(top + HEAD + row * rowHeight, rowHeight);
    }
    Axis axis = axis(quantity, rows, contenders);
    for (double tick : axis.ticks()) {
      double x = x(axis, tick);
      line("class=\"grid\"", x, top + HEAD, x, bottom);
      text("tick", x, bottom + 16, "middle", Axis.label(tick));
    }
    text("head", LABELS - 10, top + HEAD - 6, "end", String.join(", ", comparison.rowHeads()));
    for (int row = 0; row < rows.size(); row++) {
      int y = top + HEAD + row * rowHeight;
      text("row", LABELS - 10, y + rowHeight / 2.0 + 4, "end", String.join(", ", rows.get(row)));
      for (int i = 0; i < contenders.size(); i++) {
        String colour = colour(contenders.get(i));
        double middle = y + GAP / 2.0 + (i + 0.5) * POINT;
        comparison
            .spread(quantity, rows.get(row), contenders.get(i))
            .ifPresent(spread -> point(axis, spread, middle, colour));
      }
    }
    return bottom + FOOT;
  }

  private Axis axis(Quantity quantity, List<List<String>> rows, List<String> contenders) {
    List<Spread> spreads =
        rows.stream()
            .flatMap(row -> contenders.stream().map(one -> comparison.spread(quantity, row, one)))
            .flatMap(Optional::stream)
            .toList();
    return Axis.covering(
        spreads.stream().mapToDouble(Spread::min).min().orElse(0),
        spreads.stream().mapToDouble(Spread::max).max().orElse(1));
  }

  private void legend(List<String> contenders, int y) {
    for (int i = 0; i < contenders.size(); i++) {
      int x = MARGIN + i * LEGEND_STEP;
      circle(x + 4, y - 4, colour(contenders.get(i)));
      text("legend", x + 14, y, "start", contenders.get(i));
    }
  }

  private void point(Axis axis, Spread spread, double y, String colour) {
    double from = x(axis, spread.min());
    double to = x(axis, spread.max());
    String stroke = "stroke=\"%s\" stroke-width=\"1.5\"".formatted(colour);
    line(stroke, from, y, to, y);
    line(stroke, from, y - 3, from, y + 3);
    line(stroke, to, y - 3, to, y + 3);
    circle(x(axis, spread.median()), y, colour);
  }

  private static double x(Axis axis, double figure) {
    return LABELS + axis.position(figure) * (WIDTH - LABELS - MARGIN - 10);
  }

  private String colour(String contender) {
    return COLOURS.get(comparison.contenders().indexOf(contender) % COLOURS.size());
  }

  private void band(int y, int height) {
    out.append(
        "<rect class=\"band\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n"
            .formatted(MARGIN, y, WIDTH - 2 * MARGIN, height));
  }

  private void line(String attributes, double x1, double y1, double x2, double y2) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line %s x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            attributes,
            x1,
            y1,
            x2,
            y2));
  }

  private void circle(double x, double y, String colour) {
    out.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n",
            x,
            y,
            colour));
  }

  private void text(String kind, double x, double y, String anchor, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            kind,
            x,
            y,
            anchor,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
