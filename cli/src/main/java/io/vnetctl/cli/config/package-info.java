/**
 * The configuration file of a switch: its text, its keys, and what it makes of a running switch.
 * Nothing here opens a file.
 */
package io.vnetctl.cli.config;
