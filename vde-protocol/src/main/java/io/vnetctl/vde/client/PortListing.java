package io.vnetctl.vde.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ports of a switch, read from the answer to {@code port/print} (those in use) or {@code
 * port/allprint} (all), of any VDE switch (VDE console, 3). Lines that it does not know are passed
 * over.
 *
 * @param ports in the order of the switch
 */
public record PortListing(List<Port> ports) {
  /** What a switch calls the module of a TAP. */
  private static final String TAP_MODULE = "tuntap";

  private static final String PORT = "Port ";
  private static final String VLAN = "untagged_vlan=";
  private static final String ACTIVE = " ACTIVE ";
  private static final String IN = " IN:";
  private static final String OUT = " OUT:";
  private static final String PACKETS = "pkts";
  private static final String BYTES = "bytes";
  private static final String ENDPOINT = "  -- endpoint ID ";
  private static final String MODULE = " module ";

  /** Copies the list. */
  public PortListing {
    ports = List.copyOf(ports);
  }

  /**
   * A port.
   *
   * @param number from 1 on
   * @param untaggedVlan number of the VLAN of its untagged frames; 0 is the default one
   * @param active whether anybody uses it
   * @param received what came in from its endpoints; empty if the switch does not count
   * @param sent what went out to its endpoints; empty if the switch does not count
   * @param endpoints who uses it
   */
  public record Port(
      int number,
      int untaggedVlan,
      boolean active,
      Optional<Traffic> received,
      Optional<Traffic> sent,
      List<Endpoint> endpoints) {
    /** Copies the list. */
    public Port {
      endpoints = List.copyOf(endpoints);
    }
  }

  /**
   * Frames of one direction since the port was made or its counters were reset.
   *
   * @param packets frames
   * @param bytes of these frames
   */
  public record Traffic(long packets, long bytes) {}

  /**
   * A user of a port.
   *
   * @param id the switch's number of it
   * @param module {@code tuntap}, or {@code unix prog} for clients of the control socket
   * @param description name of the TAP; of a client, what it said of itself, which may be anything
   */
  public record Endpoint(int id, String module, String description) {
    /** Whether it is a TAP of the host, by the name in its description. */
    public boolean isTap() {
      return module.equals(TAP_MODULE);
    }
  }

  /** Reads the data lines of the answer. */
  public static PortListing parse(List<String> lines) {
    List<Port> ports = new ArrayList<>();
    int next = 0;
    while (next < lines.size()) {
      int first = next++;
      while (next < lines.size() && !lines.get(next).startsWith(PORT)) {
        next++;
      }
      if (lines.get(first).startsWith(PORT)) {
        ports.add(port(lines.subList(first, next)));
      }
    }
    return new PortListing(ports);
  }

  private static Port port(List<String> lines) {
    Optional<Traffic> received = Optional.empty();
    Optional<Traffic> sent = Optional.empty();
    List<Endpoint> endpoints = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(IN)) {
        received = Optional.of(traffic(line));
      } else if (line.startsWith(OUT)) {
        sent = Optional.of(traffic(line));
      } else if (line.startsWith(ENDPOINT)) {
        endpoint(line).ifPresent(endpoints::add);
      }
    }
    String head = lines.getFirst();
    return new Port(
        (int) DecimalNumber.of(head.substring(PORT.length())),
        (int) after(VLAN, head),
        head.contains(ACTIVE),
        received,
        sent,
        endpoints);
  }

  private static Traffic traffic(String line) {
    return new Traffic(after(PACKETS, line), after(BYTES, line));
  }

  private static Optional<Endpoint> endpoint(String line) {
    int module = line.indexOf(MODULE);
    int colon = line.indexOf(':', module);
    if (module < 0 || colon < 0) {
      return Optional.empty();
    }
    String description = line.substring(colon + 1);
    return Optional.of(
        new Endpoint(
            (int) DecimalNumber.of(line.substring(ENDPOINT.length())),
            line.substring(module + MODULE.length(), colon).strip(),
            description.startsWith(" ") ? description.substring(1) : description));
  }

  private static long after(String word, String line) {
    int at = line.indexOf(word);
    return at < 0 ? 0 : DecimalNumber.of(line.substring(at + word.length()));
  }

  /** Names of the TAPs, in the order of their ports. */
  public List<String> taps() {
    List<String> names = new ArrayList<>();
    for (Port port : ports) {
      for (Endpoint endpoint : port.endpoints()) {
        if (endpoint.isTap()) {
          names.add(endpoint.description());
        }
      }
    }
    return names;
  }

  /** How many endpoints are no TAPs: guests, and other programs that are plugged in. */
  public int clients() {
    int clients = 0;
    for (Port port : ports) {
      for (Endpoint endpoint : port.endpoints()) {
        clients += endpoint.isTap() ? 0 : 1;
      }
    }
    return clients;
  }
}
