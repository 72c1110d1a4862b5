package io.vnetctl.cli.host;

/** Levels and subsystems of traces (spec vnetctl, chapter 2.2). */
final class Trace {
  static final int FLOW = 2;
  static final int SYS = 64;
  static final int CORE = 8;

  private Trace() {}
}
