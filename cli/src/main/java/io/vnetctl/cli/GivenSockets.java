package io.vnetctl.cli;

import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.Role;
import io.vnetctl.cli.service.PassedFiles;
import io.vnetctl.cli.service.PassedFiles.PassedFile;
import io.vnetctl.vde.GivenSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sockets that a service manager has made for the switch (socket activation). Their files stay its
 * own.
 *
 * @param ctl control socket
 * @param console management socket
 */
record GivenSockets(Optional<Integer> ctl, Optional<Integer> console) {
  /** The names that socket units give them ({@code FileDescriptorName=}). */
  private static final String CTL = "ctl";

  private static final String CONSOLE = "console";

  /** None. */
  static GivenSockets none() {
    return new GivenSockets(Optional.empty(), Optional.empty());
  }

  /**
   * Takes them out of what was passed.
   *
   * @throws IOException in one line, if they are not where the options have them
   */
  static GivenSockets take(PassedFiles passed, SwitchOptions options) throws IOException {
    Optional<Integer> ctl = take(passed, CTL);
    if (ctl.isPresent()) {
      Path path = path(CTL, ctl.get());
      if (!isSame(path, options.directory().resolve("ctl"))) {
        throw elsewhere(CTL, path, "-s " + path.getParent());
      }
    }
    Optional<Integer> console = take(passed, CONSOLE);
    if (console.isPresent()) {
      Path path = path(CONSOLE, console.get());
      if (options.console().filter(wanted -> isSame(path, wanted)).isEmpty()) {
        throw elsewhere(CONSOLE, path, "-M " + path);
      }
    }
    return new GivenSockets(ctl, console);
  }

  private static Optional<Integer> take(PassedFiles passed, String name) throws IOException {
    List<PassedFile> found = passed.take(name::equals);
    if (found.size() > 1) {
      throw new IOException("two sockets were passed under the name " + name + "; pass one");
    }
    return found.stream().map(PassedFile::descriptor).findFirst();
  }

  private static Path path(String name, int descriptor) throws IOException {
    try {
      return GivenSocket.path(descriptor);
    } catch (IOException e) {
      throw new IOException("what was passed under the name " + name + " " + e.getMessage(), e);
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.toRealPath().equals(other.toRealPath());
    } catch (IOException missing) {
      return false;
    }
  }

  private static IOException elsewhere(String name, Path path, String option) {
    return new IOException(
        "the socket that was passed under the name %s listens at %s; give %s"
            .formatted(name, path, option));
  }

  /** As they are handed over. */
  List<OpenFile> files() {
    List<OpenFile> files = new ArrayList<>();
    ctl.ifPresent(fd -> files.add(new OpenFile(new Role.ControlSocket(true), fd)));
    console.ifPresent(fd -> files.add(new OpenFile(new Role.ConsoleSocket(true), fd)));
    return files;
  }
}
