/**
 * The host's side in the kernel: TUN/TAP devices, links, addresses, accounts. Knows nothing of
 * switching. All of it blocks for the length of a system call, keeps no state of its own and may be
 * used from any thread; none of it belongs on the way of a frame. Linux on x86_64 and aarch64,
 * whose structures and numbers are the same here.
 */
package io.vnetctl.tap;
