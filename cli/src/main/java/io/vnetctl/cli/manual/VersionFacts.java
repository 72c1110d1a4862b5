package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.Caller;
import java.util.LinkedHashMap;
import java.util.Map;

/** The text of -V (spec vnetctl, chapter 5.6). */
public final class VersionFacts {
  private VersionFacts() {}

  /** The version as the build wrote it into the manifest of this jar. */
  static String release() {
    String version = VersionFacts.class.getPackage().getImplementationVersion();
    return version == null ? "0.0.0" : version;
  }

  /** Name and version, as the command version prints them. */
  public static String line() {
    return "vnetctl " + release();
  }

  /** The same for programs, with what it runs on. */
  public static Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", release());
    members.put("ctys_version", number());
    members.put("java", System.getProperty("java.runtime.version"));
    members.put("kernel", System.getProperty("os.version"));
    members.put("arch", System.getProperty("os.arch"));
    return members;
  }

  /** The version in the scheme of ctys, AA_BB_CCC. */
  public static String number() {
    return number(release());
  }

  /** Numbers of the release, at least 2, 2 and 3 digits; what is after them is left out. */
  static String number(String release) {
    String[] numbers = release.split("[^0-9.]", 2)[0].split("\\.", -1);
    StringBuilder text = new StringBuilder();
    int[] widths = {2, 2, 3};
    for (int i = 0; i < widths.length; i++) {
      String number = i < numbers.length ? numbers[i] : "0";
      text.append(i == 0 ? "" : "_")
          .append("0".repeat(Math.max(0, widths[i] - number.length())))
          .append(number);
    }
    return text.toString();
  }

  /** Facts about the program and what it runs on, one KEY = value a line. */
  public static String text(Caller caller) {
    String frame = "-".repeat(76) + "\n";
    StringBuilder text = new StringBuilder(frame);
    text.append("vnetctl: a network for QEMU/KVM guests in one call\n");
    text.append("There is no warranty, as far as the law permits that.\n");
    text.append(frame);
    fact(text, "PROJECT", "vnetctl");
    fact(text, "CALLFULLNAME", caller.program().toString());
    fact(text, "CALLSHORTCUT", caller.tool());
    fact(text, "VERSION", number());
    fact(text, "RELEASE", release());
    fact(text, "TARGET_OS", "Linux");
    fact(text, "TARGET_VM", "QEMU/KVM");
    fact(text, "COPYRIGHT", "the authors of vnetctl");
    fact(text, "LICENCE", "Apache-2.0");
    fact(text, "EXECUTING HOST", caller.host());
    fact(
        text,
        "JAVA",
        System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor"));
    fact(text, "OS", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    fact(text, "KERNEL", System.getProperty("os.version"));
    return text.append(frame).toString();
  }

  private static void fact(StringBuilder text, String key, String value) {
    text.append(key).append(" ".repeat(17 - key.length())).append("= ").append(value).append('\n');
  }
}
