package io.vnetctl.cli.call;

import java.util.Optional;

/**
 * What the caller's process tells the one that it starts with privileges: what that one cannot see
 * any more, because sudo and ksu clean the environment (spec vnetctl, chapter 15, 16).
 *
 * @param overNetwork whether the caller's session came over the network
 * @param peer address of the session's other end, if known
 */
public record Reexec(boolean overNetwork, Optional<String> peer) {}
