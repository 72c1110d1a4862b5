package io.vnetctl.cli.doctor;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.doctor.Finding.Verdict;
import io.vnetctl.cli.report.Colour;
import io.vnetctl.cli.report.Json;
import io.vnetctl.cli.report.PrintableText;
import io.vnetctl.cli.report.Terminal;
import io.vnetctl.cli.report.TerseRecord;
import io.vnetctl.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The action doctor: looks at the host with every check and tells what it has found. */
public final class Doctor {
  /** System property with the folder that holds {@code bin}, set by the launcher. */
  private static final String HOME_PROPERTY = "vnetctl.home";

  private static final int FAILED = 1;
  private static final int NAME_COLUMN = 17;

  private final Surroundings host;
  private final boolean coloured;

  private Doctor(Surroundings host, boolean coloured) {
    this.host = host;
    this.coloured = coloured;
  }

  /** Looks and reports on standard output. Returns 0, or 1 if something cannot work. */
  public static int examine(Call call, Caller caller, Settings settings) {
    boolean coloured =
        caller.out() == System.out && Colour.isWanted(caller.environment(), Terminal.STDOUT);
    Path home = Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath();
    return new Doctor(new Surroundings(Path.of("/"), call, caller, settings, home), coloured)
        .report(Check.all());
  }

  /** The same for other surroundings, without colours. */
  static int examine(Surroundings host) {
    return new Doctor(host, false).report(Check.all());
  }

  private int report(List<Check> checks) {
    boolean failed = false;
    List<Object> rows = new ArrayList<>();
    for (Check check : checks) {
      for (Finding finding : look(check)) {
        failed |= finding.verdict() == Verdict.FAIL;
        if (host.call().json()) {
          rows.add(members(check, finding));
        } else if (host.call().terse()) {
          host.caller().out().println(terse(check, finding));
        } else if (finding.verdict() != Verdict.OK || !host.call().quiet()) {
          host.caller().out().println(text(check, finding));
        }
      }
    }
    if (host.call().json()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("ok", !failed);
      members.put("checks", rows);
      host.caller().out().println(Json.text(members));
    }
    return failed ? FAILED : 0;
  }

  /** A check that cannot look does not hide what the others see. */
  private List<Finding> look(Check check) {
    try {
      return check.look(host);
    } catch (IOException | RuntimeException e) {
      return List.of(
          Finding.warn(
              "cannot be checked: " + e, "what it looks at cannot be read", "vnetctl -d 2 doctor"));
    }
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private String text(Check check, Finding finding) {
    String verdict = word(finding.verdict());
    StringBuilder line = new StringBuilder();
    line.append(coloured ? colour(finding.verdict()).of(verdict) : verdict)
        .append(" ".repeat(Verdict.FAIL.name().length() + 2 - verdict.length()))
        .append(check.name())
        .append(" ".repeat(Math.max(1, NAME_COLUMN - check.name().length())))
        .append(PrintableText.escape(finding.what(), ""));
    if (!finding.why().isEmpty()) {
      line.append(": ").append(PrintableText.escape(finding.why(), ""));
    }
    if (!finding.mend().isEmpty()) {
      line.append("; mend: ").append(PrintableText.escape(finding.mend(), ""));
    }
    return line.toString();
  }

  private static Colour colour(Verdict verdict) {
    return switch (verdict) {
      case OK -> Colour.GREEN;
      case WARN -> Colour.MAGENTA;
      case FAIL -> Colour.RED;
    };
  }

  private static String terse(Check check, Finding finding) {
    return TerseRecord.of(
        word(finding.verdict()), check.name(), finding.what(), finding.why(), finding.mend());
  }

  private static Map<String, Object> members(Check check, Finding finding) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("check", check.name());
    members.put("verdict", word(finding.verdict()));
    members.put("what", finding.what());
    members.put("why", finding.why().isEmpty() ? null : finding.why());
    members.put("mend", finding.mend().isEmpty() ? null : finding.mend());
    return members;
  }
}
