package io.vnetctl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class IperfReportTest {
  @Test
  void readsWhatArrivedOfStream() throws IOException {
    IperfReport report =
        IperfReport.ofStream(
            """
            {"intervals": [{"sum": {"seconds": 1, "bytes": 7}}],
             "end": {
               "sum_sent": {"seconds": 2.0, "bytes": 3000000000},
               "sum_received": {"start": 0, "seconds": 2.0, "bytes": 2.5e9, "sender": true}}}
            """);
    assertEquals(new IperfReport(2.5e9, 2, 0), report);
    assertEquals(10, report.gigabitsPerSecond());
  }

  @Test
  void countsDatagramsThatArrived() throws IOException {
    assertEquals(
        new IperfReport(75 * 1000, 0.5, 25),
        IperfReport.ofDatagrams(
            """
            {"end": {"sum": {"seconds": 0.5, "lost_packets": 25, "packets": 100,
             "lost_percent": 25}}}
            """,
            1000));
  }

  @Test
  void tellsErrorOfIperf() {
    IOException e =
        assertThrows(
            IOException.class,
            () -> IperfReport.ofStream("{\"end\": {}, \"error\": \"connection refused\"}"));
    assertEquals("iperf3 reports no sum_received: connection refused", e.getMessage());
  }
}
