/**
 * The actions that change the host: create and cancel. Look, plan, journal, apply, verify; undo in
 * reverse on any failure.
 */
package io.vnetctl.cli.host;
