package io.vnetctl.cli.host;

import io.vnetctl.cli.settings.SwitchPaths;
import io.vnetctl.vde.Identity;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in which a switch has its control directory s and its console m. */
record SwitchFolder(Path folder) {
  SwitchFiles files() {
    return files(Identity.effectiveUid());
  }

  SwitchFiles files(int uid) {
    return new SwitchFiles(
        new SwitchPaths("user", folder.resolve("s"), folder.resolve("m"), folder.resolve("pid")),
        uid,
        false);
  }

  /** A socket that answers. */
  ServerSocketChannel listen(String name) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  /** Sockets that nobody answers. */
  void leave(String... names) throws IOException {
    for (String name : names) {
      listen(name).close();
    }
  }
}
