package io.vnetctl.core.twin;

import io.vnetctl.core.Endpoint;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A client in memory, plugged into a switch: sends frames into it and sees what comes out. */
public final class Station {
  private static final HexFormat HEX = HexFormat.of();

  private final Endpoint endpoint;
  private final MemoryDevice device;

  Station(Endpoint endpoint, MemoryDevice device) {
    this.endpoint = endpoint;
    this.device = device;
  }

  /** What the switch knows of it. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Its device, to be made slow or to fail. */
  public MemoryDevice device() {
    return device;
  }

  /** Number of its port. */
  public int port() {
    return endpoint.portNumber();
  }

  /** Sends frames, as one burst if they fit. */
  public void sends(byte[]... frames) {
    device.deliver(frames);
  }

  /** The frames that came since the last call, in hexadecimal. */
  public List<String> received() {
    return device.takeSent().stream().map(HEX::formatHex).toList();
  }

  /** Frames as {@link #received} shows them. */
  public static List<String> hex(byte[]... frames) {
    return Arrays.stream(frames).map(HEX::formatHex).toList();
  }

  /** Leaves the switch. */
  public void unplug() {
    endpoint.close();
  }
}
