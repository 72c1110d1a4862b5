package io.vnetctl.cli.handover;

import io.vnetctl.cli.process.Daemon;
import io.vnetctl.cli.service.ServiceManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command by which a switch was started, for the process that goes on in its place: the same
 * program, which may be another version by now, with the same words. Working directory, standard
 * streams, session, user and environment are inherited.
 *
 * @param configuration text of the configuration file; empty: there is none
 */
public record SuccessorProgram(List<String> command, Optional<String> configuration) {
  /** System property with the file that was started, set by the launcher. */
  private static final String PROGRAM_PROPERTY = "vnetctl.program";

  /** Keeps its own list. */
  public SuccessorProgram {
    command = List.copyOf(command);
  }

  /**
   * The program of this process.
   *
   * @param words all its arguments
   * @param configuration text of the configuration file; empty: there is none
   */
  public static SuccessorProgram of(List<String> words, Optional<String> configuration) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty(PROGRAM_PROPERTY, ""));
    command.addAll(words);
    return new SuccessorProgram(command, configuration);
  }

  /**
   * Starts a {@link Holder} of this program, a JVM as small as can be.
   *
   * @param name under which the switch listens
   */
  Process startHolder(String name) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx8m",
                "-Xss256k",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=8m",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                // The JVM's own helper to start others may be of another version by then.
                "-Djdk.lang.Process.launchMechanism=FORK",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HolderMain.class.getName()));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
    builder.environment().put(Predecessor.VARIABLE, name);
    configuration.ifPresent(
        text -> builder.environment().put(InheritedText.VARIABLE, InheritedText.encode(text)));
    builder.environment().remove(Daemon.CHILD_VARIABLE);
    ServiceManager.VARIABLES_OF_ONE_PROCESS.forEach(builder.environment()::remove);
    return builder.start();
  }

  /**
   * Starts it.
   *
   * @param name under which the process that hands over listens
   */
  SuccessorProcess start(String name) throws IOException {
    if (command.getFirst().isEmpty()) {
      throw new IOException("this process was not started by its program; start it anew");
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(Predecessor.VARIABLE, name);
    configuration.ifPresent(
        text -> builder.environment().put(InheritedText.VARIABLE, InheritedText.encode(text)));
    builder.environment().remove(Daemon.CHILD_VARIABLE);
    ServiceManager.VARIABLES_OF_ONE_PROCESS.forEach(builder.environment()::remove);
    return SuccessorProcess.start(builder);
  }
}
