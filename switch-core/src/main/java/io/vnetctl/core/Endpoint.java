package io.vnetctl.core;

import io.vnetctl.core.control.Event;
import io.vnetctl.core.control.Reply;
import io.vnetctl.core.io.Burst;
import io.vnetctl.core.io.FrameDevice;
import io.vnetctl.core.io.FrameVector;
import io.vnetctl.core.state.EndpointState;

/** One client or TAP on a port. For the switch thread. */
public final class Endpoint implements FrameDevice.Receiver {
  private final Switch network;
  private final Port port;
  private final int id;
  private final Applicant applicant;
  private final String module;
  private final FrameDevice device;
  private Runnable onClosed = () -> {};
  private String description = "";
  private boolean closed;

  Endpoint(
      Switch network, Port port, int id, Applicant applicant, String module, FrameDevice device) {
    this.network = network;
    this.port = port;
    this.id = id;
    this.applicant = applicant;
    this.module = module;
    this.device = device;
  }

  /** Number of its port. */
  public int portNumber() {
    return port.number;
  }

  /** Its identifier, unique among the endpoints that live. */
  public int id() {
    return id;
  }

  /** Tells what it is; at most once, since it is an event that tools count on. */
  public void describe(String text) {
    description = text;
    network.events().emit(new Event.EndpointDescribed(port.number, id, text));
  }

  /** What to do when the switch closes the endpoint (by command, or because its device is gone). */
  public void onClosed(Runnable action) {
    onClosed = action;
  }

  /** Leaves the port and closes the device. Repeated calls do nothing. */
  public void close() {
    if (!closed) {
      closed = true;
      try {
        network.detach(port, this);
      } finally {
        device.close();
        onClosed.run();
      }
    }
  }

  @Override
  public void onBurst(Burst burst) {
    network.receive(port, burst);
  }

  @Override
  public void onGone(String why) {
    network.log("port " + port.number + ": " + description + " is gone: " + why);
    close();
  }

  void start() {
    device.start(this, port);
  }

  void send(FrameVector frames) {
    device.send(frames);
  }

  Applicant applicant() {
    return applicant;
  }

  EndpointState state() {
    return new EndpointState(id, applicant.uid(), module, description);
  }

  /** What it has said of itself before; nobody is told. */
  void restore(EndpointState state) {
    description = state.description();
  }

  Reply.EndpointInfo info() {
    return new Reply.EndpointInfo(id, module, description);
  }
}
