package io.vnetctl.cli.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A caller that a test makes up, and what is printed for him. */
public final class Callers {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Caller caller;

  private Callers(String tool, String user, Path home, Map<String, String> environment) {
    this.caller =
        new Caller(
            tool,
            Path.of("/opt/vnetctl/bin/vnetctl"),
            user,
            ownerOf(home),
            home,
            "lab00",
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /** A user of this name with that home, who owns it. */
  public static Callers of(String user, Path home, Map<String, String> environment) {
    return new Callers("vnetctl", user, home, environment);
  }

  /** The same if nothing that is printed matters. */
  public static Caller caller(String user, Path home, Map<String, String> environment) {
    return of(user, home, environment).caller();
  }

  /** Likewise, for a program that is called by another name. */
  public static Caller named(String tool, String user, Path home, Map<String, String> environment) {
    return new Callers(tool, user, home, environment).caller();
  }

  public Caller caller() {
    return caller;
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static int ownerOf(Path home) {
    try {
      return Files.exists(home) ? (Integer) Files.getAttribute(home, "unix:uid") : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
