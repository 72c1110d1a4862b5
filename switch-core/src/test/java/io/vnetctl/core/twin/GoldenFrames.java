package io.vnetctl.core.twin;

import java.util.List;

/** What of recorded frames is compared. */
public final class GoldenFrames {
  private static final String BPDU_ADDRESS = "0180c2000000";
  private static final String TAG = "8100";
  private static final int TAG_HEX = 8;
  private static final int TYPE_HEX = 24;

  /** A BPDU's message age, and where a BPDU ends and padding begins, without tag. */
  private static final int AGE_HEX = 88;

  private static final int AFTER_AGE_HEX = 92;
  private static final int BPDU_HEX = 106;

  private GoldenFrames() {}

  /** Frames in hexadecimal, BPDUs among them without their age and without padding. */
  public static List<String> masked(List<String> frames) {
    return frames.stream().map(GoldenFrames::masked).toList();
  }

  private static String masked(String frame) {
    int tag = frame.startsWith(TAG, TYPE_HEX) ? TAG_HEX : 0;
    if (!frame.startsWith(BPDU_ADDRESS) || frame.length() < BPDU_HEX + tag) {
      return frame;
    }
    return frame.substring(0, AGE_HEX + tag)
        + "...."
        + frame.substring(AFTER_AGE_HEX + tag, BPDU_HEX + tag);
  }
}
