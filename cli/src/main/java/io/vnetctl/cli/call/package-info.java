/**
 * What a call of vnetctl asks for: {@code CallParser} turns words into a {@link
 * io.vnetctl.cli.call.Call}, in which nothing is looked up yet. Needs nothing but the JDK: it
 * stands on the way of every query.
 */
package io.vnetctl.cli.call;
