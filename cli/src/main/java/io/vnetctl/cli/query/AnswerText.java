package io.vnetctl.cli.query;

import io.vnetctl.cli.report.PrintableText;
import io.vnetctl.vde.client.Answer;

/**
 * A console's answer as people see it: title, data, code, an empty line (spec vnetctl, chapters 5.3
 * and 5.4; chapter 15, 13). Of what clients say of themselves nothing can steer the terminal.
 */
final class AnswerText {
  private AnswerText() {}

  static String of(String title, Answer answer) {
    StringBuilder text = new StringBuilder(title).append('\n');
    text.append("0000 DATA END WITH '.'\n");
    for (String line : answer.data()) {
      text.append(PrintableText.escape(line, "")).append('\n');
    }
    text.append(".\n").append(answer.code()).append(' ');
    return text.append(PrintableText.escape(answer.text(), "")).append("\n\n").toString();
  }
}
