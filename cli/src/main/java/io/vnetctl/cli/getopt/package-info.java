/**
 * Command lines as getopt(3), getopt_long_only(3) and sscanf(3) read them, so that old scripts keep
 * their meaning. Pure: no output, no environment, no exit.
 */
package io.vnetctl.cli.getopt;
