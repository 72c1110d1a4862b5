package io.vnetctl.cli.handover;

/**
 * An open file and what it is for. Whoever receives one from another process owns the descriptor.
 */
public record OpenFile(Role role, int descriptor) {}
