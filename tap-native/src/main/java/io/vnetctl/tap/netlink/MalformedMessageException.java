package io.vnetctl.tap.netlink;

/** Bytes that are no message of netlink(7): a length that lies, or fields that are missing. */
public final class MalformedMessageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MalformedMessageException(String message) {
    super(message);
  }
}
