package io.vnetctl.cli.host;

import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.PinnedDirectory;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Who may use the files of a switch (spec vnetctl, chapter 4.3.4). */
record SwitchPermissions(SwitchFiles files) {
  private static final int SET_GID = 02000;

  /**
   * Closes the files to everybody but their owner, and sets the set-group-ID bit where that is
   * asked for. They are the owner's: what is root's may be something else altogether, to which the
   * owner has had the path lead meanwhile.
   */
  void restrict(boolean setGroupId) throws IOException {
    int extra = setGroupId ? SET_GID : 0;
    try (PinnedDirectory directory =
        PinnedDirectory.open(files.paths().qemuSock())
            .orElseThrow(() -> new IOException(files.paths().qemuSock() + " is not there"))) {
      requireOwn(files.paths().qemuSock(), directory.status());
      directory.chmod(0700 | extra);
      chmodSocket(directory, SwitchFiles.CTL, 0600 | extra);
    }
    try (PinnedDirectory base = SwitchFiles.parent(files.paths().qemuMgmt())) {
      chmodSocket(base, files.paths().qemuMgmt().getFileName().toString(), 0600 | extra);
    }
  }

  private void chmodSocket(PinnedDirectory directory, String name, int mode) throws IOException {
    FileStatus status =
        directory.status(name).orElseThrow(() -> new IOException(name + " is not there"));
    if (!status.isSocket()) {
      throw new IOException(name + " is not a socket");
    }
    requireOwn(Path.of(name), status);
    UnixFiles.chmod(directory.entry(name), mode);
  }

  private void requireOwn(Path path, FileStatus status) throws IOException {
    if (status.uid() != files.ownerUid()) {
      throw new IOException(path + " belongs to uid " + Integer.toUnsignedString(status.uid()));
    }
  }
}
