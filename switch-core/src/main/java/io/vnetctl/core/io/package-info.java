/**
 * Frames between kernel and switch: the loop, its devices, and frames in native memory. All of it
 * belongs to the switch thread, which {@link io.vnetctl.core.io.SwitchLoop} owns. The doors are
 * SwitchLoop (makes devices) and {@link io.vnetctl.core.io.FrameDevice} (what a device is).
 */
package io.vnetctl.core.io;
