package io.vnetctl.vde;

/**
 * Who is at the other end of a Unix socket, by SO_PEERCRED: the identity at the time of connecting.
 *
 * @param uid effective user, unsigned
 * @param gid effective group, unsigned
 */
public record Peer(int uid, int gid) {}
