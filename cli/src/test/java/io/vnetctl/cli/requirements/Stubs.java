package io.vnetctl.cli.requirements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Scripts on a {@link Host} that stand for programs which it lacks, and what they log. */
final class Stubs {
  /** Where they are, to be put into PATH. */
  static final String FOLDER = "/run/stubs";

  /** Where scripts write; every user may. */
  static final String LOG = FOLDER + "/log";

  private final Host host;

  Stubs(Host host) {
    this.host = host;
    host.run("mkdir", "-m", "1777", FOLDER);
    host.run("sh", "-c", "> " + LOG + "; chmod 666 " + LOG);
  }

  /** Adds a shell script. */
  Stubs add(String name, String script) {
    Path file = host.file(FOLDER + "/" + name);
    try {
      Files.writeString(file, "#!/bin/sh\n" + script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines that scripts have written. */
  List<String> log() {
    try {
      return Files.readString(host.file(LOG), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A call whose PATH begins with the stubs. */
  static Run first(Run run) {
    return run.env("PATH", FOLDER + ":/usr/sbin:/usr/bin:/sbin:/bin");
  }
}
