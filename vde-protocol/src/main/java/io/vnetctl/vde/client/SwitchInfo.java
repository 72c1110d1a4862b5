package io.vnetctl.vde.client;

import java.util.List;
import java.util.Optional;

/**
 * What a switch says of itself: the answer to {@code showinfo} (VDE console, 3).
 *
 * @param version such as 2.3.2
 * @param pid of its process, in the process namespace where it runs
 * @param mac its own address, as in 00:ff:00:00:00:01
 * @param uptimeSeconds since it was started
 * @param management its console socket, as it was given to it; empty if it has none
 * @param managementMode permissions of the console socket in octal, as in 0600; empty likewise
 */
public record SwitchInfo(
    String version,
    long pid,
    String mac,
    long uptimeSeconds,
    Optional<String> management,
    Optional<String> managementMode) {
  private static final String VERSION = "VDE switch V.";
  private static final String PID = "pid ";
  private static final String MAC = " MAC ";
  private static final String UPTIME = " uptime ";
  private static final String MANAGEMENT = "mgmt ";
  private static final String PERMISSIONS = " perm ";

  /** Reads the data of the answer; empty if these are not the words of a switch. */
  public static Optional<SwitchInfo> parse(List<String> lines) {
    String version = "";
    String process = "";
    String management = "";
    for (String line : lines) {
      if (line.startsWith(VERSION)) {
        version = line.substring(VERSION.length());
      } else if (line.startsWith(PID)) {
        process = line;
      } else if (line.startsWith(MANAGEMENT) && line.contains(PERMISSIONS)) {
        management = line;
      }
    }
    int mac = process.indexOf(MAC);
    int uptime = process.indexOf(UPTIME);
    if (version.isEmpty() || mac < 0 || uptime < mac) {
      return Optional.empty();
    }
    // the path may hold anything
    int permissions = management.lastIndexOf(PERMISSIONS);
    boolean managed = permissions >= 0;
    return Optional.of(
        new SwitchInfo(
            version,
            DecimalNumber.of(process.substring(PID.length(), mac)),
            process.substring(mac + MAC.length(), uptime),
            DecimalNumber.of(process.substring(uptime + UPTIME.length())),
            managed
                ? Optional.of(management.substring(MANAGEMENT.length(), permissions))
                : Optional.empty(),
            managed
                ? Optional.of(management.substring(permissions + PERMISSIONS.length()))
                : Optional.empty()));
  }
}
