package io.vnetctl.cli.privilege;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Callers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in the place of sudo. */
final class ElevationTest {
  private static final String MARK = "echo vnetctl:started-with-privileges >&2\n";
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Callers jo =
      Callers.of(
          "jo",
          Path.of("/nonexistent"),
          Map.of(
              "USER", "jo", "JAVA_HOME", "/evil", "LD_PRELOAD", "", "VNETCTL_JAVA_OPTIONS", "-x"));

  @Test
  void r115_theStatusAfterTheMarkIsThatOfTheCall() throws Exception {
    assertEquals(0, run(MARK + "echo done >&2", LONG, LONG));
    assertEquals("done\n", jo.err());
    assertEquals(1, run(MARK + "exit 1", LONG, LONG));
    assertEquals(7, run("echo 'sudo: unable to resolve host' >&2\n" + MARK + "exit 7", LONG, LONG));
  }

  @Test
  void r117_withoutTheMarkItWasRefused() {
    CallException refused =
        assertThrows(
            CallException.class,
            () -> run("echo 'sudo: a password is required' >&2; exit 1", LONG, LONG));
    assertEquals(CallException.MISSING, refused.status());
    assertTrue(refused.getMessage().contains("sudo: a password is required"));
    assertTrue(refused.getMessage().endsWith("; ask somebody"));
  }

  @Test
  void r117_withoutAWordItsStatusIsTold() {
    CallException refused = assertThrows(CallException.class, () -> run("exit 3", LONG, LONG));
    assertTrue(refused.getMessage().contains("status 3"), refused.getMessage());
  }

  @Test
  void r116_whoAsksReadsTheEndOfTheInput() throws Exception {
    assertEquals(5, run("if read answer; then exit 0; fi\n" + MARK + "exit 5", LONG, LONG));
  }

  @Test
  void r116_whoNeverStartsIsGivenUp() {
    CallException refused =
        assertThrows(
            CallException.class, () -> run("exec sleep 1000", Duration.ofMillis(50), LONG));
    assertEquals(CallException.MISSING, refused.status());
    assertTrue(refused.getMessage().contains("no answer within"), refused.getMessage());
  }

  @Test
  void r116_whoNeverEndsIsGivenUpAndNamed() {
    CallException late =
        assertThrows(
            CallException.class, () -> run(MARK + "exec sleep 3", LONG, Duration.ofMillis(50)));
    assertEquals(CallException.FAILED, late.status());
    assertTrue(late.getMessage().contains("it is process "), late.getMessage());
  }

  @Test
  void theEnvironmentIsCleaned() throws Exception {
    assertEquals(0, run(MARK + "env >&2", LONG, LONG));
    List<String> lines = jo.err().lines().toList();
    assertTrue(lines.contains("USER=jo"), jo.err());
    assertTrue(lines.contains("LC_ALL=C.UTF-8"), jo.err());
    for (String name : List.of("JAVA_HOME", "LD_PRELOAD", "VNETCTL_JAVA_OPTIONS")) {
      assertFalse(jo.err().contains(name), jo.err());
    }
  }

  @Test
  void whoHasNoListenerAnyMoreDoesNotStart() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    assertFalse(Elevation.mark(new PrintStream(closed)));
    assertTrue(Elevation.mark(new PrintStream(OutputStream.nullOutputStream())));
  }

  private int run(String script, Duration start, Duration work) throws CallException, IOException {
    Path sudo = folder.resolve("sudo");
    Files.deleteIfExists(sudo);
    Files.createFile(
        sudo, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(sudo, "#!/bin/sh\n" + script + "\n");
    return new Elevation(
            Mechanism.SUDO,
            sudo,
            false,
            List.of("create"),
            new Elevation.Limits(start, work),
            jo.caller(),
            "ask somebody")
        .run();
  }
}
