package io.vnetctl.cli.config;

import io.vnetctl.cli.process.PlainLine;
import java.util.List;

/**
 * Something that is wrong with a configuration file.
 *
 * @param line counted from 1; {@link #WHOLE_FILE} for the file as a whole
 * @param text what, and what to do
 */
public record ConfigProblem(int line, String text) {

  /** Instead of a line. */
  public static final int WHOLE_FILE = 0;

  /** Of one file: more help nobody, and take memory. */
  static final int MAX_PROBLEMS = 1_000;

  /** The line for a reader, as compilers write it. */
  public String at(String file) {
    return PlainLine.of(line == WHOLE_FILE ? file + ": " + text : file + ":" + line + ": " + text);
  }

  /** All of them for readers. */
  public static List<String> lines(String file, List<ConfigProblem> problems) {
    return problems.stream().map(problem -> problem.at(file)).toList();
  }
}
