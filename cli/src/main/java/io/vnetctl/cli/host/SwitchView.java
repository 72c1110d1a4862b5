package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.query.LiveSwitch;
import io.vnetctl.cli.query.LiveSwitches;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.SocketProbe;
import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.ConsoleClient;
import io.vnetctl.vde.client.ControlDirectoryLine;
import io.vnetctl.vde.client.PortListing;
import io.vnetctl.vde.client.SwitchInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a switch says of itself, or why it says nothing (spec vnetctl, chapter 11.2). */
sealed interface SwitchView {
  /**
   * It answers.
   *
   * @param directory its control directory, which need not be the one that was asked for
   */
  record Functional(SwitchInfo info, PortListing ports, Optional<Path> directory)
      implements SwitchView {

    /**
     * Makes sure that console and control directory are those of one switch.
     *
     * @throws CallException status 1 if not
     */
    void require(SwitchPaths paths) throws CallException {
      if (directory.filter(there -> !isSame(there, paths.qemuSock())).isPresent()) {
        throw CallException.failed(
            "QEMUMGMT=%s is the console of a switch with QEMUSOCK=%s, not of %s; name both (-s, -S)"
                .formatted(paths.qemuMgmt(), directory.get(), paths.qemuSock()));
      }
    }

    /** The directory itself may be gone, but not where it was. */
    private static boolean isSame(Path one, Path other) {
      try {
        return one.getFileName().equals(other.getFileName())
                && one.getParent().toRealPath().equals(other.getParent().toRealPath())
            || one.toRealPath().equals(other.toRealPath());
      } catch (IOException e) {
        return one.equals(other);
      }
    }
  }

  /**
   * It does not answer, but somebody has one of its sockets open.
   *
   * @param reason why it is not functional, for a message
   */
  record Unresponsive(String reason) implements SwitchView {}

  /** Nobody has its sockets open. */
  record Absent() implements SwitchView {}

  /** Looks; takes no longer than the patience and a little. */
  static SwitchView of(SwitchPaths paths, Duration patience) {
    if (!isLive(paths.qemuMgmt())) {
      return isLive(paths.ctl())
          ? new Unresponsive("it serves " + paths.qemuSock() + " with " + consoleOf(paths))
          : new Absent();
    }
    try (ConsoleClient console = ConsoleClient.connectWithin(paths.qemuMgmt(), patience)) {
      Answer said = console.run("showinfo");
      Optional<SwitchInfo> info = SwitchInfo.parse(said.data());
      if (!said.succeeded() || info.isEmpty()) {
        return new Unresponsive("its console does not answer as a switch does: " + said.text());
      }
      return new Functional(
          info.get(),
          PortListing.parse(console.run("port/allprint").data()),
          ControlDirectoryLine.parse(console.run("ds/showinfo").data()));
    } catch (IOException e) {
      return new Unresponsive(e.getMessage());
    }
  }

  private static String consoleOf(SwitchPaths paths) {
    return LiveSwitches.now()
        .at(paths.qemuSock())
        .flatMap(LiveSwitch::console)
        .map(console -> "another console: name it, too, with -S " + console)
        .orElse("another console or none");
  }

  private static boolean isLive(Path socket) {
    return SocketProbe.stream(socket) == SocketProbe.State.LIVE;
  }
}
