/**
 * The switch as a process, with its real peers: VDE's own clients, QEMU guests, and Debian's
 * vde_switch as an oracle.
 *
 * <p>{@code -Dvnetctl.switch=PROGRAM} names the switch under test, by default {@code
 * bin/vde_switch} of this repository. Tests that need root or a package are skipped with the reason
 * where it is missing, and fail there if {@code CI=true}.
 */
package io.vnetctl.cli.peers;
