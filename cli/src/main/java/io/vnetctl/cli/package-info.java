/**
 * The programs that users call, one class with a {@code main} each. Launchers in {@code bin/} start
 * them.
 */
package io.vnetctl.cli;
