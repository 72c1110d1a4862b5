package io.vnetctl.tap.netlink;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What lies behind an interface, where rtnetlink does not say it: sysfs-class-net of the kernel's
 * documentation. Sysfs shows the network namespace of whoever mounted it; what it says of an
 * interface with another index is not believed.
 *
 * @param classNet mostly {@link #CLASS_NET}
 */
public record Hardware(Path classNet) {
  /** Where Linux describes its interfaces. */
  public static final Path CLASS_NET = Path.of("/sys/class/net");

  // linux/wireless.h
  private static final long SIOCGIWNAME = 0x8b01;
  private static final int IFREQ_SIZE = 40;

  /**
   * Whether it is a station of a wireless network, whose access point would refuse the frames of
   * others. By the wireless extensions (SIOCGIWNAME) or, where these are not built, by sysfs.
   */
  public boolean isWireless(LinkState link) {
    return hasWirelessName(link.name()) || has(link, "wireless") || has(link, "phy80211");
  }

  /** Whether it stands for a device on a bus, also a virtual one such as virtio. */
  public boolean hasDevice(LinkState link) {
    return !link.parentDevice().isEmpty() || has(link, "device");
  }

  private boolean has(LinkState link, String entry) {
    Path folder = classNet.resolve(link.name());
    try {
      String index = Files.readString(folder.resolve("ifindex")).strip();
      return index.equals(Integer.toString(link.index())) && Files.exists(folder.resolve(entry));
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean hasWirelessName(String name) {
    byte[] request = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), IFREQ_SIZE);
    int socket = LibC.socket(LibC.AF_INET, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
    try {
      LibC.ioctl(socket, SIOCGIWNAME, request);
      return true;
    } catch (LastErrorException _) {
      return false;
    } finally {
      LibC.close(socket);
    }
  }
}
