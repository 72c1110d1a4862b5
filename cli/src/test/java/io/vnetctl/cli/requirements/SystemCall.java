package io.vnetctl.cli.requirements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system call of a program, as a place where it can be ended or made to fail.
 *
 * @param thread its number
 * @param name such as {@code sendto}
 * @param number which of those calls of its thread it is, from 1
 * @param text all that strace(1) shows of it
 */
record SystemCall(String thread, String name, int number, String text) {
  /** Names of calls by which a host is changed, in the form of strace. */
  static final String CHANGING = "sendto,ioctl,fsync,mkdir";

  /** Of calls ioctl only those for a TAP are counted: the JVM makes others at any time. */
  static final String TUN = "/dev/net/tun";

  private static final Pattern LINE =
      Pattern.compile("(\\d+) +(ioctl(?=\\(\\d+, TUN)|(?!ioctl)\\w+)\\(.*");

  private static final Pattern CHANGE =
      Pattern.compile("sendto\\(.*nlmsg_type=RTM_(NEW|SET|DEL)|(ioctl|fsync|mkdir)\\(");

  /** The calls in a log of strace. */
  static List<SystemCall> of(List<String> log) {
    Map<String, Integer> numbers = new HashMap<>();
    List<SystemCall> calls = new ArrayList<>();
    for (String line : log) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String thread = matcher.group(1);
        String name = matcher.group(2);
        int number = numbers.merge(thread + " " + name, 1, Integer::sum);
        calls.add(new SystemCall(thread, name, number, line));
      }
    }
    return calls;
  }

  /**
   * Those by which the thread that makes a folder first changes the host, from then on. A file is
   * replaced with two calls of fsync, of which the first counts.
   */
  static List<SystemCall> changes(List<String> log) {
    List<SystemCall> calls =
        of(log).stream().dropWhile(call -> !call.name.equals("mkdir")).toList();
    return calls.stream()
        .filter(call -> call.thread.equals(calls.getFirst().thread))
        .filter(call -> CHANGE.matcher(call.text).find())
        .filter(call -> !call.name.equals("fsync") || call.number % 2 == 1)
        .toList();
  }
}
