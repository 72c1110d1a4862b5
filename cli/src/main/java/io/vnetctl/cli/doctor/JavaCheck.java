package io.vnetctl.cli.doctor;

import java.nio.file.Files;
import java.util.List;

/** The Java that runs this, and the cache that halves its start. */
record JavaCheck() implements Check {
  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Finding> look(Surroundings host) {
    String version =
        "Java "
            + System.getProperty("java.runtime.version")
            + " of "
            + System.getProperty("java.vendor");
    boolean assembled = Files.isDirectory(host.home().resolve("lib"));
    return List.of(
        assembled && !Files.isReadable(host.home().resolve("lib/query.aot"))
            ? Finding.warn(
                version + ", without its cache of classes",
                "each start takes two to three times as long",
                "install vnetctl again; in a checkout: rm -r target/dist && ./vnetctl version")
            : Finding.ok(version));
  }
}
