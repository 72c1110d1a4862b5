package io.vnetctl.cli.doctor;

import io.vnetctl.cli.process.InterfaceSurvey;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls of the system from Java: whether they are allowed, and whether the libraries for them can
 * be loaded.
 *
 * @param classes which load a library when they are initialised
 */
record NativeAccessCheck(List<String> classes) implements Check {
  /** JNA with libjnidispatch; Netty with its epoll. */
  static final List<String> LIBRARIES =
      List.of("com.sun.jna.Native", "io.netty.channel.epoll.Native");

  @Override
  public String name() {
    return "native-access";
  }

  @Override
  public List<Finding> look(Surroundings host) {
    List<Finding> findings = new ArrayList<>();
    if (!NativeAccessCheck.class.getModule().isNativeAccessEnabled()) {
      findings.add(
          Finding.fail(
              "Java may not call the system",
              "neither TAPs nor sockets can be opened",
              "start bin/vnetctl, or give java --enable-native-access=ALL-UNNAMED"));
    }
    try {
      Linker.nativeLinker();
    } catch (UnsupportedOperationException e) {
      findings.add(
          Finding.fail(
              "this Java cannot call the system: " + e.getMessage(),
              "neither TAPs nor sockets can be opened",
              "install a JDK of this machine's architecture, such as temurin-25-jdk"));
    }
    for (String library : classes) {
      loadFault(library).ifPresent(fault -> findings.add(unloadable(library, fault, host)));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok("FFM is allowed, the libraries of JNA and Netty are loaded"))
        : findings;
  }

  private static Optional<String> loadFault(String library) {
    InterfaceSurvey.silence();
    try {
      Class.forName(library, true, NativeAccessCheck.class.getClassLoader());
      return Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return Optional.of(String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static Finding unloadable(String library, String fault, Surroundings host) {
    Path folder = host.home().resolve("lib/native");
    Path used =
        Files.isDirectory(folder) ? folder : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    boolean noexec = MountOptions.of(host).isNoexec(used);
    return Finding.fail(
        "the library of " + library + " cannot be loaded: " + fault,
        noexec ? used + " is mounted noexec" : "no TAP can be opened, and no switch runs",
        noexec
            ? "install vnetctl elsewhere, or: sudo mount -o remount,exec " + used
            : "install vnetctl again, for the architecture " + System.getProperty("os.arch"));
  }
}
