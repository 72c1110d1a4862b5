package io.vnetctl.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FileSystemsTest {
  private static final FileSystems HOST =
      new FileSystems(
          List.of(
              "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
              "40 22 0:50 / /absent/home rw,relatime shared:2 - nfs4 server:/home rw,vers=4.2",
              "41 40 0:51 / /absent/home/acue/local rw - ext4 /dev/sdb1 rw",
              "42 22 0:52 / /absent/with\\040blank rw - fuse.sshfs me@host: rw",
              "43 22 0:53 / /absent/hidden rw - cifs //server/share rw",
              "44 22 8:2 / /absent/hidden rw - xfs /dev/sda2 rw",
              "45 22 0:54 / /absent/auto rw - autofs systemd-1 rw",
              "truncated"));

  private static Optional<String> kind(String path) {
    return HOST.networkKind(Path.of(path));
  }

  @Test
  void r126_deepestMountCounts() {
    assertEquals(Optional.of("nfs4"), kind("/absent/home/acue"));
    assertEquals(Optional.empty(), kind("/absent/home/acue/local/bin"));
    assertEquals(Optional.empty(), kind("/absent/homes"));
    assertEquals(Optional.of("fuse.sshfs"), kind("/absent/with blank/x"));
  }

  @Test
  void r126_laterMountHidesTheEarlierOne() {
    assertEquals(Optional.empty(), kind("/absent/hidden/x"));
  }
}
