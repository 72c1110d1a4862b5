package io.vnetctl.cli.report;

/**
 * One line of -X (spec vnetctl, chapter 5.5): fields with semicolons between; a semicolon, a
 * backslash or a control character inside a field is written as \xNN.
 */
public final class TerseRecord {
  private TerseRecord() {}

  /** The line, without its end; numbers are unpadded decimal. */
  public static String of(Object... fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.length; i++) {
      line.append(i == 0 ? "" : ";").append(PrintableText.escape(String.valueOf(fields[i]), ";\\"));
    }
    return line.toString();
  }
}
