/** Calls that run on other hosts, by the user's own ssh. */
package io.vnetctl.cli.remote;
