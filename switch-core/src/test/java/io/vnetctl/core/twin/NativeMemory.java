package io.vnetctl.core.twin;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Memory that was taken outside the heap by arenas and direct buffers and not yet given back: what
 * the JVM's native memory tracking calls "Other". Needs {@code -XX:NativeMemoryTracking=summary}.
 */
final class NativeMemory {
  private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+, committed=(\\d+)");

  private NativeMemory() {}

  /**
   * Bytes; none before the first is taken.
   *
   * @throws IllegalStateException if this JVM does not track it: nothing would ever be found
   */
  static long held() {
    String report = report();
    if (!report.contains("Total: ")) {
      throw new IllegalStateException(
          "native memory is not tracked; give -XX:NativeMemoryTracking=summary: " + report);
    }
    Matcher other = OTHER.matcher(report);
    return other.find() ? Long.parseLong(other.group(1)) : 0;
  }

  private static String report() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "vmNativeMemory",
                  new Object[] {new String[] {"summary", "scale=b"}},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
