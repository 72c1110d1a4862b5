/**
 * The kernel's network configuration through rtnetlink(7), and the move of a NIC into a bridge.
 *
 * <p>The doors:
 *
 * <ul>
 *   <li>{@link io.vnetctl.tap.netlink.Rtnetlink}: lists of what there is, and single changes;
 *       {@link io.vnetctl.tap.netlink.Hardware}: what lies behind an interface.
 *   <li>{@link io.vnetctl.tap.netlink.NicSnapshot}: what a NIC is to the host; as text in a
 *       journal, and compared with what is there after a change.
 *   <li>{@link io.vnetctl.tap.netlink.NicMove}: into a bridge; {@link
 *       io.vnetctl.tap.netlink.NicRestore}: back, from any state. Both are prepared first, and send
 *       then.
 *   <li>{@link io.vnetctl.tap.netlink.GatewayProbe}: is the way to the network still there?
 * </ul>
 *
 * <p>Inside, each stage knows only the one before: messages as bytes ({@code NetlinkMessage},
 * {@code Attributes}, {@code Payload}), what they mean ({@code LinkState}, {@code Address}, {@code
 * Route}, {@code Rule}, {@code Neighbour}), what is to be asked of the kernel ({@code Placement},
 * {@code RouteOrder}, the plans of move and restoration; all of this is pure), and how it gets
 * there ({@code NetlinkSocket}, {@code Batch}). Decision 11 in docs/adr tells why.
 *
 * <p>Everything blocks for the length of system calls, works in the network namespace of the thread
 * that opens or prepares it, and is not for use from several threads at once.
 */
package io.vnetctl.tap.netlink;
