package io.vnetctl.vde.client;

import java.io.IOException;

/** A console sends and sends, and its answer has no end. */
final class AnswerTooLongException extends IOException {
  private static final long serialVersionUID = 1;

  AnswerTooLongException(int limit) {
    super("the switch has sent more than " + (limit >> 20) + " MB without the end of an answer");
  }
}
