/**
 * Stand-ins for the edges of a switch, for tests of this and of other modules: a clock that is set
 * by hand, devices and cables in memory, frames, and recorded cases. The door is {@link
 * io.vnetctl.core.twin.SwitchRig}.
 */
package io.vnetctl.core.twin;
