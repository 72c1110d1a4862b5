/**
 * What a switch can be asked and what it says: {@link io.vnetctl.core.control.Command}, {@link
 * io.vnetctl.core.control.Reply} and {@link io.vnetctl.core.control.Event}. Data only; no text of
 * any console and no parsing. All of it is immutable and may cross threads.
 */
package io.vnetctl.core.control;
