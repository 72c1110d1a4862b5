package io.vnetctl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Figures of contenders side by side: for each quantity and row a figure of each contender and
 * round. Rows and quantities keep the order in which they came.
 */
final class Comparison {
  private record Cell(Quantity quantity, List<String> row, String contender) {}

  private final List<String> rowHeads;
  private final List<String> contenders;
  private final Set<Quantity> quantities = new LinkedHashSet<>();
  private final Set<List<String>> rows = new LinkedHashSet<>();
  private final Map<Cell, List<Double>> figures = new LinkedHashMap<>();

  /**
   * @param rowHeads what tells rows apart
   * @param contenders the first is ours, to which the others are compared
   */
  Comparison(List<String> rowHeads, List<String> contenders) {
    this.rowHeads = rowHeads;
    this.contenders = contenders;
  }

  /** Adds the figure of one round. */
  void add(Quantity quantity, List<String> row, String contender, double figure) {
    if (!contenders.contains(contender) || row.size() != rowHeads.size()) {
      throw new IllegalArgumentException("%s %s".formatted(contender, row));
    }
    quantities.add(quantity);
    rows.add(row);
    figures
        .computeIfAbsent(new Cell(quantity, row, contender), cell -> new ArrayList<>())
        .add(figure);
  }

  /** Adds all that a sample of frames tells about a switch. */
  void add(List<String> row, String contender, Sample sample) {
    for (Metric metric : Metric.OF_SWITCH) {
      add(metric.quantity(), row, contender, metric.of(sample));
    }
  }

  List<String> rowHeads() {
    return rowHeads;
  }

  List<String> contenders() {
    return contenders;
  }

  Set<Quantity> quantities() {
    return quantities;
  }

  /** Those that have a figure of this quantity. */
  List<List<String>> rows(Quantity quantity) {
    return rows.stream()
        .filter(
            row -> contenders.stream().anyMatch(name -> spread(quantity, row, name).isPresent()))
        .toList();
  }

  Optional<Spread> spread(Quantity quantity, List<String> row, String contender) {
    return figures(quantity, row, contender).map(Spread::of);
  }

  /** Of two contenders' figures of the same round; empty when one of them has none. */
  Optional<Spread> ratio(
      Quantity quantity, List<String> row, String contender, String referenceContender) {
    return ratio(quantity, row, contender, row, referenceContender);
  }

  /** Of two rows' figures of the same round; empty when one of them has none. */
  Optional<Spread> ratio(
      Quantity quantity,
      List<String> row,
      String contender,
      List<String> referenceRow,
      String referenceContender) {
    return figures(quantity, row, contender)
        .flatMap(
            own ->
                figures(quantity, referenceRow, referenceContender)
                    .filter(other -> other.length == own.length)
                    .map(other -> Spread.ofRatios(own, other)));
  }

  /** A line about a row while the benchmark runs: median and ratio of each comparable quantity. */
  String summary(List<String> row, Quantity... shown) {
    StringBuilder out = new StringBuilder(String.join(", ", row));
    for (Quantity quantity : shown) {
      String medians =
          contenders.stream()
              .map(
                  name ->
                      spread(quantity, row, name)
                          .map(spread -> quantity.number(spread.median()))
                          .orElse("-"))
              .collect(Collectors.joining(" : "));
      out.append("; ").append(quantity.title()).append(' ').append(medians);
    }
    return out.toString();
  }

  /** A table for each quantity. */
  String markdown() {
    return quantities.stream().map(this::table).collect(Collectors.joining());
  }

  /** For {@link Json}: an object for each quantity and row. */
  List<Object> raw() {
    List<Object> raw = new ArrayList<>();
    for (Quantity quantity : quantities) {
      for (List<String> row : rows(quantity)) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("quantity", quantity.title());
        for (int i = 0; i < row.size(); i++) {
          entry.put(rowHeads.get(i), row.get(i));
        }
        Map<String, Object> rounds = new LinkedHashMap<>();
        for (String contender : contenders) {
          figures(quantity, row, contender).ifPresent(all -> rounds.put(contender, list(all)));
        }
        entry.put("rounds", rounds);
        raw.add(entry);
      }
    }
    return raw;
  }

  private String table(Quantity quantity) {
    List<String> head = new ArrayList<>(rowHeads);
    for (String contender : contenders(quantity)) {
      head.add(contender);
      if (isCompared(quantity, contender)) {
        head.add("ratio");
      }
    }
    return "\n"
        + quantity.title()
        + ":\n\n"
        + line(head)
        + line(head.stream().map(name -> "---:").toList())
        + rows(quantity).stream()
            .map(row -> line(cells(quantity, row)))
            .collect(Collectors.joining());
  }

  private List<String> cells(Quantity quantity, List<String> row) {
    List<String> cells = new ArrayList<>(row);
    for (String contender : contenders(quantity)) {
      cells.add(spread(quantity, row, contender).map(quantity::text).orElse("-"));
      if (isCompared(quantity, contender)) {
        cells.add(
            ratio(quantity, row, contenders.getFirst(), contender)
                .map(Comparison::ratioText)
                .orElse("-"));
      }
    }
    return cells;
  }

  /** Those that have a figure of this quantity. */
  List<String> contenders(Quantity quantity) {
    return contenders.stream()
        .filter(name -> rows.stream().anyMatch(row -> spread(quantity, row, name).isPresent()))
        .toList();
  }

  private boolean isCompared(Quantity quantity, String contender) {
    return quantity.comparable() && !contender.equals(contenders.getFirst());
  }

  static String ratioText(Spread ratio) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.min(), ratio.max());
  }

  private Optional<double[]> figures(Quantity quantity, List<String> row, String contender) {
    return Optional.ofNullable(figures.get(new Cell(quantity, row, contender)))
        .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
