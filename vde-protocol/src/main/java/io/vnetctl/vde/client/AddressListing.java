package io.vnetctl.vde.client;

import java.util.ArrayList;
import java.util.List;

/**
 * The addresses that a switch has learned, read from the answer to {@code hash/print} of any VDE
 * switch (VDE console, 3). Lines that it does not know are passed over.
 *
 * @param entries in the order of the switch, which is that of its hash table
 */
public record AddressListing(List<Entry> entries) {
  private static final String ADDRESS = " Addr: ";
  private static final int ADDRESS_LETTERS = "00:00:00:00:00:00".length();
  private static final String VLAN = " VLAN ";
  private static final String PORT = " to port: ";
  private static final String AGE = " age ";

  /** Copies the list. */
  public AddressListing {
    entries = List.copyOf(entries);
  }

  /**
   * Where a host is.
   *
   * @param mac its address, as in 02:00:00:00:00:01
   * @param vlan number of the VLAN, 0 is the default one
   * @param port number of the port behind which it was seen last
   * @param ageSeconds since then
   */
  public record Entry(String mac, int vlan, int port, long ageSeconds) {}

  /** Reads the data lines of the answer. */
  public static AddressListing parse(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      int address = line.indexOf(ADDRESS);
      int vlan = line.indexOf(VLAN, address);
      int port = line.indexOf(PORT, vlan);
      int age = line.indexOf(AGE, port);
      if (address >= 0 && vlan - address == ADDRESS.length() + ADDRESS_LETTERS && port > vlan) {
        entries.add(
            new Entry(
                line.substring(address + ADDRESS.length(), vlan),
                (int) DecimalNumber.of(line.substring(vlan + VLAN.length())),
                (int) DecimalNumber.of(line.substring(port + PORT.length())),
                age < 0 ? 0 : DecimalNumber.of(line.substring(age + AGE.length()))));
      }
    }
    return new AddressListing(entries);
  }
}
