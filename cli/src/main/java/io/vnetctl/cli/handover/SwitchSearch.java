package io.vnetctl.cli.handover;

import io.vnetctl.cli.process.SwitchTitle;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.client.ConsoleClient;
import io.vnetctl.vde.client.SwitchInfo;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** Finds the process of a switch: by what its console says, or by its command line. */
public final class SwitchSearch {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Path PROC = Path.of("/proc");

  private final SwitchPaths paths;

  public SwitchSearch(SwitchPaths paths) {
    this.paths = paths;
  }

  /**
   * The number of its process.
   *
   * @param directoryCounts whether the switch is known by its control directory, so that a console
   *     elsewhere does not matter
   * @throws IOException in one line, if there is none
   */
  public long pid(boolean directoryCounts) throws IOException {
    if (directoryCounts) {
      OptionalLong found = byCommandLine();
      if (found.isPresent()) {
        return found.getAsLong();
      }
    }
    return byConsole();
  }

  private long byConsole() throws IOException {
    try (ConsoleClient console = ConsoleClient.connectWithin(paths.qemuMgmt(), PATIENCE)) {
      return SwitchInfo.parse(console.run("showinfo").data())
          .map(SwitchInfo::pid)
          .orElseThrow(
              () -> new IOException("what listens at " + paths.qemuMgmt() + " is no switch"));
    } catch (IOException e) {
      throw new IOException(
          "no switch answers at %s: %s; name one (-s, -S)"
              .formatted(paths.qemuMgmt(), e.getMessage()),
          e);
    }
  }

  /** A switch whose command line names the directory. */
  private OptionalLong byCommandLine() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        SwitchTitle title = title(process);
        if (title.isSwitch() && title.names(paths.qemuSock())) {
          return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException | DirectoryIteratorException hidden) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static SwitchTitle title(Path process) {
    try {
      return SwitchTitle.parse(Files.readAllBytes(process.resolve("cmdline")));
    } catch (IOException gone) {
      return SwitchTitle.parse(new byte[0]);
    }
  }
}
