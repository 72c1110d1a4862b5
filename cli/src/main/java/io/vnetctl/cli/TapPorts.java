package io.vnetctl.cli;

import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.Role;
import io.vnetctl.core.Applicant;
import io.vnetctl.core.Endpoint;
import io.vnetctl.core.PortChoice;
import io.vnetctl.core.Switch;
import io.vnetctl.core.io.FrameDevice;
import io.vnetctl.core.io.SwitchLoop;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.tap.TapDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The TAPs that are endpoints of a switch. Switch thread. */
final class TapPorts {
  private static final String MODULE = "tuntap";

  private final Switch network;
  private final SwitchLoop loop;
  private final List<OpenFile> files = new ArrayList<>();
  private Runnable onFiles = () -> {};

  TapPorts(Switch network, SwitchLoop loop) {
    this.network = network;
    this.loop = loop;
  }

  /**
   * Gives a TAP a port, and its descriptor to the switch.
   *
   * @return why it gets none; empty if it has one
   */
  Optional<String> attach(TapDevice tap, PortChoice choice) {
    Optional<String> refusal = network.refusal(choice, Applicant.ownDevice());
    int fd = tap.detachFd();
    FrameDevice device = device(fd, tap.hasVnetHeader());
    int id = network.freeId(fd);
    return network
        .attach(choice, Applicant.ownDevice(), id, MODULE, device)
        .map(
            endpoint -> {
              endpoint.describe(tap.name());
              add(endpoint, new OpenFile(new Role.Tap(id, tap.hasVnetHeader()), fd));
              return refusal;
            })
        .orElseGet(
            () -> {
              device.close();
              return refusal;
            });
  }

  /** Goes on with a TAP of another process; the switch owns its descriptor. */
  void adopt(int port, EndpointState state, OpenFile file, Role.Tap tap) {
    FrameDevice device = device(file.descriptor(), tap.vnetHeader());
    add(network.adopt(port, state, Applicant.ownDevice(), device), file);
  }

  private FrameDevice device(int fd, boolean vnetHeader) {
    return vnetHeader ? loop.vnetTap(fd) : loop.tap(fd);
  }

  private void add(Endpoint endpoint, OpenFile file) {
    files.add(file);
    endpoint.onClosed(
        () -> {
          files.remove(file);
          onFiles.run();
        });
  }

  /** Tells this listener, too, of each TAP that is closed. */
  void onFiles(Runnable listener) {
    Runnable others = onFiles;
    onFiles =
        () -> {
          others.run();
          listener.run();
        };
  }

  /** Those that are open, still owned by the switch. */
  List<OpenFile> files() {
    return List.copyOf(files);
  }
}
