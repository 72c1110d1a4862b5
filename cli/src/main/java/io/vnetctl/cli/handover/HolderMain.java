package io.vnetctl.cli.handover;

import io.vnetctl.cli.process.Daemon;
import io.vnetctl.cli.process.ProcessTitle;
import io.vnetctl.cli.process.Signals;
import io.vnetctl.cli.process.SystemLog;
import io.vnetctl.vde.DescriptorSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The program of a {@link Holder}. Its arguments are the command that starts the switch; the switch
 * listens under the name in the environment.
 */
final class HolderMain {
  private static final String PROGRAM = "vnetctl-holder";

  private HolderMain() {}

  public static void main(String[] args) {
    // What ends the switch with its terminal or group shall not end this before.
    Daemon.detach();
    Signals.ignoreOthers();
    ProcessTitle.show(PROGRAM, List.of(args));
    Consumer<String> log = line -> System.err.println(PROGRAM + ": " + line);
    if (!isHeard()) {
      log = SystemLog.open(PROGRAM);
    }
    try (DescriptorSocket link = DescriptorSocket.connect(System.getenv(Predecessor.VARIABLE))) {
      // The text of its configuration is in the environment, which it inherits.
      new Holder(link, new SuccessorProgram(List.of(args), Optional.empty()), log).run();
    } catch (IOException e) {
      log.accept(e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  /** Whether standard error leads anywhere; that of a daemon does not. */
  private static boolean isHeard() {
    try {
      return !Files.readSymbolicLink(Path.of("/proc/self/fd/2")).equals(Path.of("/dev/null"));
    } catch (IOException unknown) {
      return true;
    }
  }
}
