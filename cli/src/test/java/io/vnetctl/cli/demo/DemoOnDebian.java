package io.vnetctl.cli.demo;

import java.io.IOException;
import java.util.List;

/** The demonstration with Debian's switch and ip(8). */
final class DemoOnDebian {
  private DemoOnDebian() {}

  public static void main(String[] switchProgram) {
    System.exit(Demo.run(List.of(switchProgram), DemoOnDebian::up, System.out, System.err));
  }

  private static void up(String name, String address, int prefixLength) throws IOException {
    ip("addr", "add", address + "/" + prefixLength, "dev", name);
    ip("link", "set", name, "up");
  }

  private static void ip(String object, String... words) throws IOException {
    ProcessBuilder ip = new ProcessBuilder("ip", object).inheritIO();
    ip.command().addAll(List.of(words));
    if (ip.start().onExit().join().exitValue() != 0) {
      throw new IOException(ip.command() + " failed");
    }
  }
}
