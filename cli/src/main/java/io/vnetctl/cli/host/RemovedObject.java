package io.vnetctl.cli.host;

/**
 * Something that cancel has taken away (spec vnetctl, chapter 5.5).
 *
 * @param kind process, tap, bridge or file
 * @param name number, name or path
 */
record RemovedObject(String kind, String name) {}
