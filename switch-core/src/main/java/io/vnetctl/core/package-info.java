/**
 * The switch. {@link io.vnetctl.core.Switch} is the only door; {@code Bridge} shows the way of a
 * frame from top to bottom. Everything here belongs to the switch thread; there is no lock.
 */
package io.vnetctl.core;
