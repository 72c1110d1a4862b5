/**
 * What configuration files and the environment say about a switch. Files are read, never executed.
 * Needs nothing but the JDK.
 */
package io.vnetctl.cli.settings;
