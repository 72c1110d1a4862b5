/**
 * The management console of VDE: {@link io.vnetctl.vde.console.ConsoleListener} for the socket,
 * {@link io.vnetctl.vde.console.StandardConsole} for standard input and {@link
 * io.vnetctl.vde.console.StartFile} for the commands at start. Text of consoles has one character
 * per byte everywhere (ISO 8859-1), so that any bytes pass unchanged; so has the description of an
 * endpoint. All of it runs on the switch thread unless a method says otherwise.
 */
package io.vnetctl.vde.console;
