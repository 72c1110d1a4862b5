package io.vnetctl.tap.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R128: the network may be gone, and with it the files that lie behind it. */
final class SystemCallsTest {
  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)[( ](.*)");

  /** Memory, locks and the clock: what threads of the JVM do at any time. */
  private static final Set<String> OF_THE_JVM =
      Set.of(
          "futex",
          "madvise",
          "mprotect",
          "munmap",
          "sched_yield",
          "rt_sigprocmask",
          "rt_sigreturn",
          "clock_gettime",
          "clock_nanosleep",
          "restart_syscall",
          "getrusage",
          "gettid",
          "exit",
          "set_robust_list");

  @TempDir private Path folder;

  @Test
  void r128_onlySendsAndReceivesBetweenFirstAndLastMessage() throws Exception {
    Requirement.program("strace", "strace");
    HostAndPeer.run(
        _ -> {
          RichHost.configure();
          List<List<String>> critical = trace();

          assertEquals(2, critical.size());
          for (List<String> calls : critical) {
            List<String> sends = calls.stream().filter(c -> c.contains("sendto(")).toList();
            assertTrue(sends.size() >= 2, calls::toString);
            assertEquals(
                List.of(), calls.stream().filter(c -> !isAllowed(c)).toList(), "not expected");
          }
          assertEquals(2, sends(critical.getFirst()), "datagrams of the move");
        });
  }

  private static long sends(List<String> calls) {
    return calls.stream().filter(c -> c.contains("sendto(")).count();
  }

  /** Runs the move in a JVM of its own and returns its system calls between the marks. */
  private List<List<String>> trace() throws Exception {
    Path log = folder.resolve("strace.log");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Ip.output(
        List.of(
            "strace",
            "-f",
            "-s0",
            "-o",
            log.toString(),
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            MoveProgram.class.getName()));
    List<List<String>> critical = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(log)) {
      if (line.contains(MoveProgram.BEGIN)) {
        inside = true;
        critical.add(new ArrayList<>());
      } else if (line.contains(MoveProgram.END)) {
        inside = false;
      } else if (inside) {
        critical.getLast().add(line);
      }
    }
    return critical;
  }

  private static boolean isAllowed(String line) {
    // The end of a call that has a line of its own, or began before.
    if (line.contains(" resumed>")) {
      return true;
    }
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return line.contains("---") || line.contains("+++");
    }
    return switch (call.group(2)) {
      case "sendto", "recvfrom" -> true;
      case "mmap" -> line.contains("MAP_ANONYMOUS");
      default -> OF_THE_JVM.contains(call.group(2));
    };
  }
}
