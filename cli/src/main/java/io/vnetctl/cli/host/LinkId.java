package io.vnetctl.cli.host;

/**
 * A network interface that is not taken for a later one of the same name.
 *
 * @param name 1 to 15 bytes
 * @param index of the interface in its network namespace
 */
record LinkId(String name, int index) {
  @Override
  public String toString() {
    return name + " " + index;
  }
}
