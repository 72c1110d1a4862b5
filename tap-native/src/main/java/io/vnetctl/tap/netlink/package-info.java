/**
 * The kernel's network configuration through rtnetlink(7), and the move of a NIC into a bridge.
 *
 * <p>The doors: {@link io.vnetctl.tap.netlink.Rtnetlink} lists what there is and makes single
 * changes.
 *
 * <p>Codecs are pure; all that is sent to the kernel passes {@link
 * io.vnetctl.tap.netlink.NetlinkSocket}. Everything blocks, works in the network namespace of the
 * thread that opens the socket, and is not for use from several threads at once.
 */
package io.vnetctl.tap.netlink;
