/**
 * Clients of a VDE switch: {@link io.vnetctl.vde.client.VdePlug} for frames, {@link
 * io.vnetctl.vde.client.ConsoleClient} for its management console. Both are blocking and speak to
 * any VDE switch, not only to this project's.
 */
package io.vnetctl.vde.client;
