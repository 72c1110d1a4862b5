package io.vnetctl.vde.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The VLANs of a switch, read from the answer to {@code vlan/print} (with the ports in use) or
 * {@code vlan/allprint} (with all) of any VDE switch (VDE console, 3). Lines that it does not know
 * are passed over.
 *
 * @param vlans in the order of the switch, by number
 */
public record VlanListing(List<Vlan> vlans) {
  private static final String VLAN = "VLAN ";
  private static final String MEMBER = " -- Port ";
  private static final String TAGGED = " tagged=1";
  private static final String ACTIVE = " active=1";
  private static final String STATUS = " status=";

  /** Copies the list. */
  public VlanListing {
    vlans = List.copyOf(vlans);
  }

  /**
   * A VLAN.
   *
   * @param number 0 is the default one, whose frames have no tag on any port
   * @param members its ports
   */
  public record Vlan(int number, List<Member> members) {
    /** Copies the list. */
    public Vlan {
      members = List.copyOf(members);
    }
  }

  /**
   * A port in a VLAN.
   *
   * @param port its number
   * @param tagged whether its frames of this VLAN have a tag
   * @param active whether anybody uses it
   * @param state what the spanning tree says: forwarding, learning or discarding
   */
  public record Member(int port, boolean tagged, boolean active, String state) {}

  /** Reads the data lines of the answer. */
  public static VlanListing parse(List<String> lines) {
    List<Vlan> vlans = new ArrayList<>();
    int next = 0;
    while (next < lines.size()) {
      String head = lines.get(next++);
      List<Member> members = new ArrayList<>();
      while (next < lines.size() && !lines.get(next).startsWith(VLAN)) {
        String line = lines.get(next++);
        if (line.startsWith(MEMBER)) {
          members.add(member(line));
        }
      }
      if (head.startsWith(VLAN)) {
        vlans.add(new Vlan((int) DecimalNumber.of(head.substring(VLAN.length())), members));
      }
    }
    return new VlanListing(vlans);
  }

  private static Member member(String line) {
    int status = line.indexOf(STATUS);
    String state = status < 0 ? "" : line.substring(status + STATUS.length()).strip();
    return new Member(
        (int) DecimalNumber.of(line.substring(MEMBER.length())),
        line.contains(TAGGED),
        line.contains(ACTIVE),
        state.toLowerCase(Locale.ROOT));
  }
}
