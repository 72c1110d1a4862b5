/**
 * The switch as a service: what it says to the program that started it, and what that one gives to
 * it, by the protocol of systemd (sd_notify(3), sd_listen_fds(3)).
 */
package io.vnetctl.cli.service;
