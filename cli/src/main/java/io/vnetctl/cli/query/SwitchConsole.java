package io.vnetctl.cli.query;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.report.Messages;
import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.client.AddressListing;
import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.ConsoleClient;
import io.vnetctl.vde.client.ControlDirectoryLine;
import io.vnetctl.vde.client.PortListing;
import io.vnetctl.vde.client.SwitchInfo;
import io.vnetctl.vde.client.VlanListing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/**
 * The console of a user's switch, for one short conversation. Works with any VDE switch. One thread
 * at a time. All failures are {@link CallException}s that name the socket: status 2 if there is
 * none or the caller may not use it, 1 if the switch is dead, mute, or refuses the command.
 */
public final class SwitchConsole implements AutoCloseable {
  /** Level and subsystem of traces (spec vnetctl, chapter 2.2). */
  private static final int FLOW = 2;

  private static final int DATA = 8;
  private static final int CLI = 32;

  private final ChosenSwitch chosen;
  private final Path socket;
  private final Messages messages;
  private final ConsoleClient client;

  private SwitchConsole(ChosenSwitch chosen, Path socket, Messages messages, ConsoleClient client) {
    this.chosen = chosen;
    this.socket = socket;
    this.messages = messages;
    this.client = client;
  }

  /**
   * Connects and takes the greeting.
   *
   * @param deadline for the whole conversation
   */
  public static SwitchConsole open(ChosenSwitch chosen, Duration deadline, Messages messages)
      throws CallException {
    Path socket = chosen.withConsole().qemuMgmt();
    messages.trace(FLOW, CLI, () -> "connecting to " + socket);
    try {
      return new SwitchConsole(
          chosen, socket, messages, ConsoleClient.connectWithin(socket, deadline));
    } catch (InterruptedIOException mute) {
      throw mute(chosen, socket, mute);
    } catch (ConnectException refused) {
      throw dead(chosen, socket, refused);
    } catch (IOException unusable) {
      throw unusable(chosen, socket, unusable);
    }
  }

  /** What the switch says of itself. */
  public SwitchInfo info() throws CallException {
    return SwitchInfo.parse(succeed("showinfo").data())
        .orElseThrow(
            () ->
                CallException.failed(
                    "QEMUMGMT "
                        + socket
                        + ": the answer to showinfo is not that of a switch; see what listens there"));
  }

  /** Where its files are; a control directory that was not given is what the switch says. */
  public SwitchPaths paths() throws CallException {
    SwitchPaths paths = chosen.paths();
    Path directory = chosen.isByConsole() ? directory().orElse(paths.qemuSock()) : paths.qemuSock();
    return new SwitchPaths(paths.owner(), directory, socket, paths.pidFile());
  }

  private Optional<Path> directory() throws CallException {
    return ControlDirectoryLine.parse(ask("ds/showinfo").data());
  }

  /** The ports in use, and by whom. */
  public PortListing ports() throws CallException {
    return PortListing.parse(succeed("port/print").data());
  }

  /** The addresses that it has learned. */
  AddressListing addresses() throws CallException {
    return AddressListing.parse(succeed("hash/print").data());
  }

  /** The VLANs with all their ports. */
  VlanListing vlans() throws CallException {
    return VlanListing.parse(succeed("vlan/allprint").data());
  }

  private Answer succeed(String command) throws CallException {
    Answer answer = ask(command);
    if (!answer.succeeded()) {
      throw CallException.failed(
          "QEMUMGMT " + socket + ": the switch refuses " + command + ": " + answer.text());
    }
    return answer;
  }

  /** Runs any command; a refusal of the switch is an answer, too. */
  public Answer ask(String command) throws CallException {
    messages.trace(FLOW, CLI, () -> "asking " + command);
    try {
      Answer answer = client.run(command);
      messages.trace(DATA, CLI, () -> answer.data().size() + " lines, " + answer.code());
      return answer;
    } catch (InterruptedIOException mute) {
      throw mute(chosen, socket, mute);
    } catch (IOException gone) {
      throw unusable(chosen, socket, gone);
    }
  }

  private static CallException mute(ChosenSwitch chosen, Path socket, IOException why) {
    return CallException.failed(
        "QEMUMGMT " + socket + ": " + why.getMessage() + "; " + chosen.mute(socket), why);
  }

  private static CallException dead(ChosenSwitch chosen, Path socket, IOException why) {
    return CallException.failed(
        "QEMUMGMT "
            + socket
            + ": nobody listens ("
            + why.getMessage()
            + "): "
            + (isSocket(socket)
                ? chosen.deadConsole()
                : Files.isDirectory(socket)
                    ? "this is a directory; a control directory is named with -s"
                    : "this is no socket; name the console's with -S"),
        why);
  }

  private static CallException unusable(ChosenSwitch chosen, Path socket, IOException why) {
    String text = "QEMUMGMT " + socket + ": " + why.getMessage();
    return switch (String.valueOf(why.getMessage())) {
      case "No such file or directory", "Not a directory" ->
          CallException.missing(text + ": " + chosen.absentConsole(), why);
      case "Permission denied" ->
          CallException.missing(
              text + ": only its owner and root may use it; call vnetctl as one of them", why);
      default -> CallException.failed(text + "; see what listens there", why);
    };
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (IOException gone) {
      return true;
    }
  }

  /** Ends the conversation. */
  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException alreadyGone) {
      // It was to end.
    }
  }
}
