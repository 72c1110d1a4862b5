package io.vnetctl.bench;

import io.vnetctl.core.frame.MacAddress;

/**
 * What frames of a load look like.
 *
 * @param source of frames that the pattern leaves as they are, and of greetings
 * @param frameBytes without a tag
 * @param sent as the sender hands them in
 * @param received as they arrive at the receiver
 */
record Flow(
    MacAddress source,
    MacAddress destination,
    int frameBytes,
    Tagging sent,
    Tagging received,
    AddressPattern pattern) {
  static final MacAddress SENDER = new MacAddress(0x0200_0000_0001L);
  static final MacAddress RECEIVER = new MacAddress(0x0200_0000_0002L);

  Flow {
    if (frameBytes < FrameBurst.MIN_FRAME_BYTES) {
      throw new IllegalArgumentException("frames of " + frameBytes + " bytes");
    }
  }

  /** From one address to another, untagged. */
  static Flow plain(int frameBytes) {
    return new Flow(
        SENDER, RECEIVER, frameBytes, Tagging.UNTAGGED, Tagging.UNTAGGED, AddressPattern.NONE);
  }

  /** The way back. */
  Flow reversed() {
    return new Flow(destination, source, frameBytes, received, sent, AddressPattern.NONE);
  }

  Flow with(AddressPattern other) {
    return new Flow(source, destination, frameBytes, sent, received, other);
  }

  Flow with(Tagging atSender, Tagging atReceiver) {
    return new Flow(source, destination, frameBytes, atSender, atReceiver, pattern);
  }
}
