package io.vnetctl.bench;

/** Whether frames bear a VLAN tag (802.1Q). */
enum Tagging {
  UNTAGGED(0),
  /** With the tag of VLAN {@value #VLAN}. */
  TAGGED(4);

  static final int VLAN = 5;

  private final int bytes;

  Tagging(int bytes) {
    this.bytes = bytes;
  }

  /** What the tag adds to a frame. */
  int bytes() {
    return bytes;
  }
}
