package io.vnetctl.cli.qemu;

import io.vnetctl.cli.call.CallException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An interface of a guest, as options of QEMU 2.12 and newer.
 *
 * @param sock control directory of the switch
 * @param model as in qemu-system-x86_64 -nic model=help
 * @param mac address, of six bytes in hexadecimal with colons
 */
public record GuestNic(Path sock, String model, String mac) {
  /** Fast, and known to all guests of today. */
  public static final String DEFAULT_MODEL = "virtio-net-pci";

  /** Joins the two options that libvirt needs in place of one. */
  private static final String NETDEV = "vnetctl";

  /**
   * A slot on the first bus that libvirt has not given away: it fills pc from 1 up, and has the
   * devices of q35 at 0 to 3 and from 0x1a up.
   */
  private static final String FREE_SLOT = "0x18";

  private static final int MAC_BYTES = 6;
  private static final int LOCAL_UNICAST = 0x02;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * Refuses what QEMU would misread.
   *
   * @throws CallException status 1: it is no address of a single interface
   */
  public static void checkMac(String mac) throws CallException {
    String[] bytes = mac.split(":", -1);
    boolean good = bytes.length == MAC_BYTES;
    for (String digits : bytes) {
      good = good && digits.length() == 2 && digits.chars().allMatch(GuestNic::isHexadecimal);
    }
    if (!good) {
      throw CallException.failed(
          "--mac: '" + mac + "' is no MAC address; write six bytes as 02:00:00:00:00:01");
    }
    if ((Integer.parseInt(bytes[0], 16) & 1) != 0) {
      throw CallException.failed(
          "--mac: " + mac + " is a group address; make its first byte even, as in 02");
    }
  }

  private static boolean isHexadecimal(int c) {
    return c < 128 && Character.digit(c, 16) >= 0;
  }

  /**
   * The address of the guest with this name on this host and switch: always the same, and different
   * from those of other names but for a chance of 1 in 2^46; locally administered (IEEE 802, 8.4).
   */
  public static String macOf(String host, Path sock, String guest) {
    long hash = FNV_OFFSET;
    for (byte b : (host + '\0' + sock + '\0' + guest).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b & 0xff) * FNV_PRIME;
    }
    return mac(hash ^ hash >>> 32);
  }

  /** A locally administered address made of 46 bits. */
  public static String mac(long bits) {
    StringBuilder mac = new StringBuilder();
    for (int i = 0; i < MAC_BYTES; i++) {
      int octet = (int) (bits >>> (8 * i)) & 0xff;
      octet = i == 0 ? octet & 0xfc | LOCAL_UNICAST : octet;
      mac.append(i == 0 ? "" : ":");
      mac.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 0xf, 16));
    }
    return mac.toString();
  }

  /** The words for QEMU's command line. */
  public List<String> words() {
    return List.of(
        "-nic",
        new OptionList(
                "vde",
                List.of(
                    "sock=" + OptionList.escape(sock.toString()),
                    "model=" + OptionList.escape(model),
                    "mac=" + mac))
            .text());
  }

  /**
   * The element that a domain of libvirt has them in, which needs {@code
   * xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'} at the domain; without a newline at
   * its end. libvirt gives slots to its own devices and tells QEMU so, while QEMU takes the first
   * free one for {@code -nic}, which would then be another's: so this one names its own.
   */
  public String libvirtElement() {
    OptionList netdev =
        new OptionList(
            "vde", List.of("id=" + NETDEV, "sock=" + OptionList.escape(sock.toString())));
    OptionList device =
        new OptionList(
            OptionList.escape(model),
            List.of("netdev=" + NETDEV, "mac=" + mac, "addr=" + FREE_SLOT));
    return Stream.of("-netdev", netdev.text(), "-device", device.text())
        .map(word -> "  <qemu:arg value='" + xml(word) + "'/>\n")
        .collect(Collectors.joining("", "<qemu:commandline>\n", "</qemu:commandline>"));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
  }
}
