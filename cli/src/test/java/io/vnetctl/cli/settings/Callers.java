package io.vnetctl.cli.settings;

import io.vnetctl.cli.call.Caller;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Callers that tests make up. */
final class Callers {
  private Callers() {}

  /** A user of this name with that home, who owns it. */
  static Caller caller(String user, Path home, Map<String, String> environment) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try {
      int uid = Files.exists(home) ? (Integer) Files.getAttribute(home, "unix:uid") : 0;
      return new Caller(
          "vnetctl",
          Path.of("/opt/vnetctl/bin/vnetctl"),
          user,
          uid,
          home,
          "lab00",
          environment,
          nowhere,
          nowhere);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
