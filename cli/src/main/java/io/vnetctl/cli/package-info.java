/**
 * The command line: the only place that knows argv and where the modules meet. Each command parses,
 * calls, prints and returns a status.
 */
package io.vnetctl.cli;
