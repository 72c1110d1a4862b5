/**
 * VDE's side of the switch: control socket, data sockets and what both need of the operating
 * system. Threads: everything here is called by the switch thread unless a type says otherwise.
 */
package io.vnetctl.vde;
