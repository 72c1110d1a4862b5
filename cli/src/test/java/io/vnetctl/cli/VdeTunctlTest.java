package io.vnetctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.tap.PrivateNetwork;
import io.vnetctl.tap.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class VdeTunctlTest {
  private static final String ORIGINAL = "/usr/sbin/vde_tunctl";

  /** One after another in one network: later ones find what earlier ones left. */
  private static final List<List<String>> SESSION =
      List.of(
          List.of(),
          List.of(),
          List.of("-t", "foo0", "-u", "1234"),
          List.of("-b", "-t", "foo1"),
          List.of("-b"),
          List.of("-d", "foo0"),
          List.of("-d", "nonexist"),
          List.of("-b", "-d", "foo1"),
          List.of("-d", "tap0"),
          List.of("-h"),
          List.of("--help"),
          List.of("-u", "nosuch"),
          List.of("-u", "nosuch", "-d", "q0"),
          List.of("-u", "root", "-t", "q0"),
          List.of("-u", "12x"),
          List.of("-u", ""),
          List.of("-u", "0x10", "-t", "q7"),
          List.of("-u", "010", "-t", "q8"),
          List.of("extra"),
          List.of("-t", "q1", "extra"),
          List.of("-t", "abcdefghijklmnopqrst"),
          List.of("-d", "abcdefghijklmnopqrst"),
          List.of("-f", "/nonexistent"),
          List.of("-f", "/dev/null"),
          List.of("-f", "/dev/null", "-d", "q0"),
          List.of("-f", "/dev/net/tun", "-t", "c1"),
          List.of("-n", "-t", "zz0"),
          List.of("-n"),
          List.of("-t", "tun5"),
          List.of("-d", "zz0"),
          List.of("-n", "-d", "zz0"),
          List.of("-d", "tun5"),
          List.of("-t", "tun%d"),
          List.of("-t", "a%dz"),
          List.of("-t", "a%d%d"),
          List.of("-t", ""),
          List.of("-d", ""),
          List.of("-t"),
          List.of("-bt", "q6"),
          List.of("-t", "q6"),
          List.of("-n", "-t", "q6"),
          List.of("-t", "lo"),
          List.of("-d", "lo"),
          List.of("-t", "a/b"),
          List.of("-t", "-b"),
          List.of("--"),
          List.of("--", "x"));

  private record Result(List<String> call, int status, String out, String err) {}

  private interface Program {
    Result run(List<String> call) throws Exception;
  }

  @Test
  void answersLikeTheOriginal() throws Exception {
    Requirement.tap();
    Requirement.program(ORIGINAL, "vde2");

    assertEquals(session(VdeTunctlTest::runOriginal), session(VdeTunctlTest::runOurs));
  }

  @Test
  void leavesTheOwnerOpenWhenOnlyAGroupIsGiven() throws Exception {
    Requirement.tap();
    PrivateNetwork.run(
        () -> {
          assertEquals(
              "Set 'tap0' persistent and owned by gid 77\n", runOurs(List.of("-g", "77")).out());
          assertEquals(
              "Set 'tap1' persistent and owned by uid 5 and gid 77\n",
              runOurs(List.of("-g", "77", "-u", "5")).out());
        });
  }

  @Test
  void startsWithoutTheRestOfTheProject() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-verbose:class",
                "-cp",
                System.getProperty("java.class.path"),
                VdeTunctl.class.getName(),
                "-f",
                "/nonexistent")
            .redirectErrorStream(true)
            .start();
    String output = text(process.getInputStream().readAllBytes());

    assertEquals(1, process.waitFor());
    assertTrue(output.contains("Failed to open '/nonexistent' : "), output);
    assertTrue(output.contains(VdeTunctl.class.getName()));
    assertFalse(output.contains("io.netty."));
    assertFalse(output.contains("picocli."));
  }

  private static List<Result> session(Program program) throws Exception {
    List<Result> results = new ArrayList<>();
    PrivateNetwork.run(
        () -> {
          for (List<String> call : SESSION) {
            results.add(program.run(call));
          }
        });
    return results;
  }

  private static Result runOriginal(List<String> call) throws Exception {
    List<String> command = new ArrayList<>(List.of(ORIGINAL));
    command.addAll(call);
    Process process = new ProcessBuilder(command).start();
    String out = text(process.getInputStream().readAllBytes());
    String err = text(process.getErrorStream().readAllBytes());
    return new Result(call, process.waitFor(), out, withoutUsage(err, "Create: "));
  }

  private static Result runOurs(List<String> call) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new VdeTunctl(ORIGINAL, new PrintStream(out, true), new PrintStream(err, true))
            .run(call.toArray(String[]::new));
    return new Result(
        call, status, text(out.toByteArray()), withoutUsage(text(err.toByteArray()), "Usage: "));
  }

  /** The usage is in our own words: that there is one, and where, must be the same. */
  private static String withoutUsage(String text, String begin) {
    return text.lines().takeWhile(line -> !line.startsWith(begin)).collect(Collectors.joining("\n"))
        + (text.contains(begin) ? "\n[usage]" : "");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
