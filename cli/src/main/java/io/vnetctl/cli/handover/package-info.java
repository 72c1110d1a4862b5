/**
 * A switch goes on in another process: what is handed over ({@link
 * io.vnetctl.cli.handover.Handover}), by whom ({@link io.vnetctl.cli.handover.Succession}) and to
 * whom ({@link io.vnetctl.cli.handover.Predecessor}).
 */
package io.vnetctl.cli.handover;
