package io.vnetctl.cli;

import io.vnetctl.cli.handover.Handover;
import io.vnetctl.cli.handover.OpenFile;
import io.vnetctl.cli.handover.Role;
import io.vnetctl.core.Switch;
import io.vnetctl.core.state.EndpointState;
import io.vnetctl.core.state.PortState;
import io.vnetctl.vde.ControlConnection;
import io.vnetctl.vde.ControlListener;
import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.console.ConsoleListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a switch hands over, gathered from its parts and given to those of the next one. */
record Legacy(
    Path directory,
    Switch network,
    ControlListener clients,
    Optional<ConsoleListener> consoles,
    TapPorts taps) {

  /** All open files, still their owners'. Switch thread. */
  List<OpenFile> files() {
    List<OpenFile> files = new ArrayList<>();
    files.add(new OpenFile(new Role.ControlSocket(clients.isGiven()), clients.fd()));
    consoles.ifPresent(
        it -> files.add(new OpenFile(new Role.ConsoleSocket(it.isGiven()), it.fd())));
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
    return files;
  }

  /** One line for people. Switch thread. */
  String summary() {
    long plugged =
        clients.connections().stream()
            .filter(connection -> connection instanceof ControlConnection.Plugged)
            .count();
    int devices = taps.files().size();
    return "Forwarding; %d client%s and %d TAP%s are plugged in at %s, which has %d ports"
        .formatted(
            plugged,
            plugged == 1 ? "" : "s",
            devices,
            devices == 1 ? "" : "s",
            directory,
            network.config().portCount());
  }

  /** Calls the listener whenever a file of an endpoint has come or gone. Switch thread. */
  void onFiles(Runnable listener) {
    clients.onChange(listener);
    taps.onFiles(listener);
  }

  /**
   * Gives the endpoints to a switch that was restored from the same handover. From then on it
   * forwards. One whose files are missing has gone before they could be handed over, and one of
   * which only the files are known has come too late: both are left out. Switch thread.
   */
  void give(Handover handover) {
    Map<Role, Integer> files = new HashMap<>();
    Map<Integer, OpenFile> tapsById = new HashMap<>();
    for (OpenFile file : handover.files()) {
      switch (file.role()) {
        case Role.Tap(int endpoint, boolean _) -> tapsById.put(endpoint, file);
        case Role.Waiting(String request) ->
            clients.adopt(new ControlConnection.Waiting(file.descriptor(), request));
        default -> files.put(file.role(), file.descriptor());
      }
    }
    for (PortState port : handover.state().ports()) {
      for (EndpointState endpoint : port.endpoints()) {
        OpenFile tap = tapsById.remove(endpoint.id());
        Integer control = files.remove(new Role.Control(endpoint.id()));
        Integer data = files.remove(new Role.Data(endpoint.id()));
        if (tap != null) {
          taps.adopt(port.number(), endpoint, tap, (Role.Tap) tap.role());
        } else if (control != null && data != null) {
          clients.adopt(
              new ControlConnection.Plugged(endpoint.id(), control, data), port.number(), endpoint);
        }
      }
    }
    List<Integer> left = new ArrayList<>();
    tapsById.values().forEach(file -> left.add(file.descriptor()));
    files.forEach(
        (role, descriptor) -> {
          if (role instanceof Role.Control || role instanceof Role.Data) {
            left.add(descriptor);
          }
        });
    new DescriptorMessage("left", left).close();
  }
}
