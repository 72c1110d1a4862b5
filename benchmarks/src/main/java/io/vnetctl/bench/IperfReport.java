package io.vnetctl.bench;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run of {@code iperf3 -J} came to.
 *
 * @param receivedBytes that arrived at the application
 * @param seconds length of the run
 * @param lostPercent of datagrams; 0 for a stream
 */
record IperfReport(double receivedBytes, double seconds, double lostPercent) {
  private static final int BITS_PER_BYTE = 8;

  /** Reads the sums at the end of the report of a stream. */
  static IperfReport ofStream(String json) throws IOException {
    String sum = sum(json, "sum_received");
    return new IperfReport(number(sum, "bytes"), number(sum, "seconds"), 0);
  }

  /** Reads the sum at the end of the report of datagrams. */
  static IperfReport ofDatagrams(String json, int payloadBytes) throws IOException {
    String sum = sum(json, "sum");
    double arrived = number(sum, "packets") - number(sum, "lost_packets");
    return new IperfReport(
        arrived * payloadBytes, number(sum, "seconds"), number(sum, "lost_percent"));
  }

  double gigabitsPerSecond() {
    return receivedBytes * BITS_PER_BYTE / seconds / 1e9;
  }

  double gigabytes() {
    return receivedBytes / 1e9;
  }

  /** The last of these objects; they hold no others. */
  private static String sum(String json, String name) throws IOException {
    Matcher object = Pattern.compile("\"" + name + "\"\\s*:\\s*\\{([^{}]*)}").matcher(json);
    String last = null;
    while (object.find()) {
      last = object.group(1);
    }
    if (last == null) {
      throw new IOException("iperf3 reports no " + name + ": " + error(json));
    }
    return last;
  }

  private static String error(String json) {
    Matcher error = Pattern.compile("\"error\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    return error.find() ? error.group(1) : "it says nothing";
  }

  private static double number(String object, String name) throws IOException {
    Matcher number =
        Pattern.compile("\"" + name + "\"\\s*:\\s*(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)").matcher(object);
    if (!number.find()) {
      throw new IOException("iperf3 reports no " + name);
    }
    return Double.parseDouble(number.group(1));
  }
}
