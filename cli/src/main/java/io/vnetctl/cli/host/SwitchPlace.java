package io.vnetctl.cli.host;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.PinnedDirectory;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place where a switch is to be, or is: nothing there may be what somebody else has put there
 * (spec vnetctl, chapter 11.5).
 */
record SwitchPlace(SwitchFiles files) {
  /** Permissions of everybody else. */
  private static final int OTHERS = 07;

  /**
   * Makes sure that the names are free or the owner's.
   *
   * @throws CallException status 1 if something else is there (R119)
   */
  void check() throws CallException {
    try {
      requireTrustedParents(files.paths().qemuSock(), "-s");
      requireTrustedParents(files.paths().qemuMgmt(), "-S");
      Optional<FileStatus> directory = UnixFiles.status(files.paths().qemuSock());
      if (directory.isPresent()) {
        refuse(
            files.paths().qemuSock(),
            directory.get(),
            directory.get().isDirectory(),
            "directory",
            "-s");
      }
      Optional<FileStatus> console = UnixFiles.status(files.paths().qemuMgmt());
      if (console.isPresent()) {
        refuse(files.paths().qemuMgmt(), console.get(), console.get().isSocket(), "socket", "-S");
      }
    } catch (IOException e) {
      throw CallException.failed(e.getMessage(), e);
    }
  }

  /** A link of somebody else's leads where somebody else wants it to. */
  private void requireTrustedParents(Path path, String option) throws CallException, IOException {
    for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
      Optional<FileStatus> status = UnixFiles.status(parent);
      boolean roots = status.filter(found -> found.uid() == 0).isPresent();
      if (!roots && status.filter(FileStatus::isSymbolicLink).isPresent()) {
        refuse(parent, status.get(), true, "directory", option);
      }
    }
  }

  private void refuse(Path path, FileStatus status, boolean right, String kind, String option)
      throws CallException {
    if (!right) {
      throw CallException.failed(
          "%s is %s, not a %s; remove it or name another with %s"
              .formatted(
                  path, status.isSymbolicLink() ? "a symbolic link" : "there", kind, option));
    }
    if (!files.mayBe(status)) {
      throw CallException.failed(
          "%s belongs to uid %s, not to uid %s; remove it or name another with %s"
              .formatted(
                  path,
                  Integer.toUnsignedString(status.uid()),
                  Integer.toUnsignedString(files.ownerUid()),
                  option));
    }
  }

  /**
   * Makes sure that the directory, if there is one, is a switch's. One that others use for other
   * things, as /etc, would be closed to them; one that a switch has left is closed already.
   *
   * @throws CallException status 1 if it is not
   */
  void checkDirectory() throws CallException, IOException {
    Optional<FileStatus> status = UnixFiles.status(files.paths().qemuSock());
    boolean isOpen = status.filter(found -> (found.permissions() & OTHERS) != 0).isPresent();
    Optional<PinnedDirectory> found =
        isOpen ? PinnedDirectory.open(files.paths().qemuSock()) : Optional.empty();
    if (found.isPresent()) {
      try (PinnedDirectory directory = found.get()) {
        Optional<String> other =
            directory.names().stream().filter(name -> !SwitchFiles.isSocketName(name)).findFirst();
        if (other.isPresent()) {
          throw CallException.failed(
              "%s is open to others and holds what is no switch's, such as %s; name a directory that is not there with -s"
                  .formatted(files.paths().qemuSock(), other.get()));
        }
      }
    }
  }
}
