package io.vnetctl.cli;

import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.Role;
import io.vnetctl.core.Switch;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.core.state.PortState;
import io.vnetctl.vde.ControlConnection;
import io.vnetctl.vde.ControlListener;
import io.vnetctl.vde.console.ConsoleListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a switch hands over, gathered from its parts and given to those of the next one. */
record Legacy(
    Path directory,
    Switch network,
    ControlListener clients,
    Optional<ConsoleListener> consoles,
    TapPorts taps) {

  /** Takes it; all descriptors stay with their owners. Switch thread. */
  Handover take() {
    List<OpenFile> files = new ArrayList<>();
    files.add(new OpenFile(new Role.ControlSocket(), clients.fd()));
    consoles.ifPresent(it -> files.add(new OpenFile(new Role.ConsoleSocket(), it.fd())));
    for (ControlConnection connection : clients.connections()) {
      switch (connection) {
        case ControlConnection.Waiting(int control, String request) ->
            files.add(new OpenFile(new Role.Waiting(request), control));
        case ControlConnection.Plugged(int endpoint, int control, int data) -> {
          files.add(new OpenFile(new Role.Control(endpoint), control));
          files.add(new OpenFile(new Role.Data(endpoint), data));
        }
      }
    }
    files.addAll(taps.files());
    return new Handover(directory, network.state(), files);
  }

  /**
   * Gives the endpoints to a switch that was restored from the same handover. From then on it
   * forwards. Switch thread.
   *
   * @throws IllegalStateException if an endpoint has no open file
   */
  void give(Handover handover) {
    Map<Role, OpenFile> files = new HashMap<>();
    Map<Integer, OpenFile> tapsById = new HashMap<>();
    for (OpenFile file : handover.files()) {
      switch (file.role()) {
        case Role.Tap(int endpoint, boolean _) -> tapsById.put(endpoint, file);
        case Role.Waiting(String request) ->
            clients.adopt(new ControlConnection.Waiting(file.descriptor(), request));
        default -> files.put(file.role(), file);
      }
    }
    for (PortState port : handover.state().ports()) {
      for (EndpointState endpoint : port.endpoints()) {
        OpenFile tap = tapsById.get(endpoint.id());
        if (tap != null) {
          taps.adopt(port.number(), endpoint, tap, (Role.Tap) tap.role());
        } else {
          Function<Role, Integer> descriptor =
              role ->
                  Optional.ofNullable(files.get(role))
                      .orElseThrow(() -> new IllegalStateException("no open file " + role))
                      .descriptor();
          clients.adopt(
              new ControlConnection.Plugged(
                  endpoint.id(),
                  descriptor.apply(new Role.Control(endpoint.id())),
                  descriptor.apply(new Role.Data(endpoint.id()))),
              port.number(),
              endpoint);
        }
      }
    }
  }
}
