/**
 * The demonstration: a switch, a TAP and two hosts in a network namespace of their own. The codecs
 * here are pure and know just what two hosts need to ping (RFC 826, 791, 792).
 */
package io.vnetctl.cli.demo;
