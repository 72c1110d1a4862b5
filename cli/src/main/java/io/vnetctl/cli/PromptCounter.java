package io.vnetctl.cli;

/** Counts the prompts in what a console sends. Not thread-safe. */
final class PromptCounter {
  private static final byte[] PROMPT = {'\n', 'v', 'd', 'e', '$', ' '};

  private int matched;
  private long prompts;

  /** Looks at the next octet, and tells whether it ends a prompt. */
  boolean endsPrompt(byte octet) {
    if (octet != PROMPT[matched]) {
      matched = octet == PROMPT[0] ? 1 : 0;
      return false;
    }
    matched++;
    if (matched < PROMPT.length) {
      return false;
    }
    matched = 0;
    prompts++;
    return true;
  }

  /** The greeting's included. */
  long prompts() {
    return prompts;
  }
}
