/**
 * What a daemon on Linux does with itself as a process: its title, its session, its pid file, its
 * signals (vde-cli.md 1 and 2). Calls libc through FFM, bound on first use; nothing here holds
 * state.
 */
package io.vnetctl.cli.process;
