package io.vnetctl.vde;

import java.util.List;

/**
 * A message with open files.
 *
 * @param text of one line
 * @param descriptors whoever receives the message owns and closes them
 */
public record DescriptorMessage(String text, List<Integer> descriptors) {
  /** Keeps its own list. */
  public DescriptorMessage {
    descriptors = List.copyOf(descriptors);
  }

  /** A message without files. */
  public DescriptorMessage(String text) {
    this(text, List.of());
  }

  /** Closes all its files. */
  public void close() {
    descriptors.forEach(UnixFiles::close);
  }
}
