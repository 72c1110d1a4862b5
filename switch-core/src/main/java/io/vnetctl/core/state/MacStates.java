package io.vnetctl.core.state;

import io.vnetctl.core.frame.MacAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The addresses of a MAC table, packed: a full one is handed over while no frame is forwarded, by
 * code that has hardly run before. An entry is two longs: VLAN (12 bits) and address (48), and port
 * and second in which it was seen last (32 bits each), counted from the start of the switch.
 */
public final class MacStates {
  /** None. */
  public static final MacStates NONE = new MacStates(new long[0]);

  /** Of an entry, in {@link #bytes}. */
  public static final int ENTRY_BYTES = 2 * Long.BYTES;

  private static final int VLAN_SHIFT = 48;
  private static final int VLAN_BITS = 12;
  private static final long MAC_MASK = (1L << VLAN_SHIFT) - 1;

  private final long[] words;

  private MacStates(long[] words) {
    this.words = words;
  }

  /** So many entries, all of address 0, to be {@linkplain #set filled in} before anybody reads. */
  public static MacStates ofSize(int size) {
    return new MacStates(new long[2 * size]);
  }

  /**
   * What {@link #bytes} of another process on this host has given.
   *
   * @throws IllegalArgumentException if it cannot have
   */
  public static MacStates of(byte[] bytes) {
    if (bytes.length % ENTRY_BYTES != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes are no whole entries");
    }
    MacStates states = ofSize(bytes.length / ENTRY_BYTES);
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().get(states.words);
    for (int i = 0; i < states.size(); i++) {
      if (states.words[2 * i] >>> VLAN_SHIFT + VLAN_BITS != 0 || states.port(i) < 0) {
        throw new IllegalArgumentException("address " + i + " is none");
      }
    }
    return states;
  }

  /** All entries, {@value #ENTRY_BYTES} bytes each, in the byte order of this host. */
  public byte[] bytes() {
    byte[] bytes = new byte[Long.BYTES * words.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().put(words);
    return bytes;
  }

  /** How many there are. */
  public int size() {
    return words.length / 2;
  }

  /** Fills in an entry. */
  public void set(int index, long mac, int vlan, int port, int seenAt) {
    words[2 * index] = (long) vlan << VLAN_SHIFT | mac;
    words[2 * index + 1] = (long) port << Integer.SIZE | Integer.toUnsignedLong(seenAt);
  }

  /** The address of an entry, as {@link MacAddress#value} has it. */
  public long mac(int index) {
    return words[2 * index] & MAC_MASK;
  }

  /** The VLAN of an entry. */
  public int vlan(int index) {
    return (int) (words[2 * index] >>> VLAN_SHIFT);
  }

  /** The port behind which it lives. */
  public int port(int index) {
    return (int) (words[2 * index + 1] >>> Integer.SIZE);
  }

  /** The second in which it was seen last. */
  public int seenAt(int index) {
    return (int) words[2 * index + 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MacStates states && Arrays.equals(words, states.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("addresses:");
    for (int i = 0; i < size(); i++) {
      text.append(
          " %d/%s on %d at %d".formatted(vlan(i), new MacAddress(mac(i)), port(i), seenAt(i)));
    }
    return text.toString();
  }
}
