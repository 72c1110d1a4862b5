package io.vnetctl.cli.settings;

import io.vnetctl.cli.call.Call;
import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of a switch are (spec vnetctl, chapters 3 and 4.1). All paths are absolute.
 *
 * @param owner name of the user whose switch it is, or the number where there is no name
 * @param qemuSock QEMUSOCK, the control directory
 * @param qemuMgmt QEMUMGMT, the console socket
 * @param pidFile /var/run/ and the last name of QEMUMGMT
 */
public record SwitchPaths(String owner, Path qemuSock, Path qemuMgmt, Path pidFile) {
  /** Names of clients' sockets come after it in the 108 bytes of sun_path (unix(7)). */
  public static final int MAX_QEMUSOCK_BYTES = 90;

  /** sun_path without the NUL. */
  public static final int MAX_QEMUMGMT_BYTES = 107;

  private static final Path PID_FOLDER = Path.of("/var/run");

  /**
   * The switch that a call means. Looks up the user of -u, and nothing else on the host.
   *
   * @throws CallException status 1: there is no such user, or a path that no socket can have
   */
  public static SwitchPaths of(Call call, Caller caller, Settings settings) throws CallException {
    Optional<String> owner = Optional.empty();
    if (call.owner().isPresent()) {
      owner =
          Optional.of(
              UserNames.nameOf(OwnerWords.of(call.owner().get(), UserNames::isUser).user()));
    }
    return of(call, caller, settings, owner);
  }

  /**
   * @param named name of the user that -u means, if it is given
   */
  static SwitchPaths of(Call call, Caller caller, Settings settings, Optional<String> named)
      throws CallException {
    Path sock = path("QEMUSOCK", "vde_switch0.", call.qemuSock(), caller, settings, named);
    Path mgmt = path("QEMUMGMT", "vde_mgmt0.", call.qemuMgmt(), caller, settings, named);
    checkLength("QEMUSOCK", "-s", sock, MAX_QEMUSOCK_BYTES);
    checkLength("QEMUMGMT", "-S", mgmt, MAX_QEMUMGMT_BYTES);
    if (sock.equals(mgmt)) {
      throw CallException.failed(
          "QEMUSOCK and QEMUMGMT are both " + sock + "; give them different paths (-s, -S)");
    }
    Path pidFile = PID_FOLDER.resolve(mgmt.getFileName());
    return new SwitchPaths(named.orElse(caller.user()), sock, mgmt, pidFile);
  }

  private static Path path(
      String variable,
      String prefix,
      Optional<String> option,
      Caller caller,
      Settings settings,
      Optional<String> named)
      throws CallException {
    try {
      Path path = option.map(Path::of).orElse(null);
      if (path == null) {
        Path configured =
            settings
                .value(variable)
                .map(Path::of)
                .orElseGet(() -> settings.socketBase().resolve(prefix + caller.user()));
        path = named.map(user -> suffixed(configured, caller.user(), user)).orElse(configured);
      }
      if (path.getFileName() == null) {
        throw CallException.failed(
            variable + " is " + path + ", which cannot be a socket; name a path below it");
      }
      return path.toAbsolutePath();
    } catch (InvalidPathException e) {
      throw CallException.failed(variable + " is no path: " + e.getMessage(), e);
    }
  }

  /** The same path for another user: the last name ends in the user's name after a dot. */
  static Path suffixed(Path path, String caller, String user) {
    if (path.getFileName() == null) {
      return path;
    }
    String name = path.getFileName().toString();
    int cut =
        name.endsWith("." + caller) ? name.length() - caller.length() - 1 : name.lastIndexOf('.');
    return path.resolveSibling((cut < 0 ? name : name.substring(0, cut)) + "." + user);
  }

  private static void checkLength(String variable, String option, Path path, int most)
      throws CallException {
    int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > most) {
      throw CallException.failed(
          variable
              + " "
              + path
              + " has "
              + bytes
              + " bytes, and sockets allow at most "
              + most
              + "; take a shorter path ("
              + option
              + ", CTYS_SOCKBASE)");
    }
  }

  /** Where clients register. */
  public Path ctl() {
    return qemuSock.resolve("ctl");
  }
}
