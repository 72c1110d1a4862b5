package io.vnetctl.cli;

import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.PinnedDirectory;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces a file as a whole: after a crash there is the old one or the new one. Owner, group and
 * mode stay; a new file has mode 0644. No link is followed on the way, and a folder in which others
 * could exchange the file is refused.
 */
final class SavedFile {
  private static final int NEW_MODE = 0644;
  private static final int STICKY = 01000;
  private static final int WRITABLE_BY_OTHERS = 0022;

  private SavedFile() {}

  /**
   * Replaces or makes the file.
   *
   * @param file absolute
   * @throws IOException in one line; then it is as it was
   */
  static void replace(Path file, String text) throws IOException {
    Path folder = file.getParent();
    String name = file.getFileName().toString();
    Optional<PinnedDirectory> opened = PinnedDirectory.open(folder);
    if (opened.isEmpty()) {
      throw noFolder(folder, name);
    }
    try (PinnedDirectory pinned = opened.get()) {
      checkFolder(pinned, folder, name);
      Optional<FileStatus> before = pinned.status(name);
      if (before.isPresent() && !before.get().isRegular()) {
        throw new IOException(file + " is no plain file; name the file itself");
      }
      Path temporary = pinned.entry("." + name + ".new");
      try {
        write(temporary, text);
      } catch (FileAlreadyExistsException e) {
        throw new IOException(
            "%s/.%s.new is there, of another who saves or was killed; remove it"
                .formatted(folder, name),
            e);
      }
      try {
        if (before.isPresent()) {
          UnixFiles.chown(temporary, before.get().uid(), before.get().gid());
        }
        UnixFiles.chmod(temporary, before.map(FileStatus::permissions).orElse(NEW_MODE));
        Files.move(temporary, pinned.entry(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  private static IOException noFolder(Path folder, String name) throws IOException {
    if (Files.isDirectory(folder)) {
      return reachedByALink(folder, folder.toRealPath(), name);
    }
    return new IOException(
        Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
            ? folder + " is no folder; name another file (--output)"
            : "there is no folder %s; make it, or name another file (--output)".formatted(folder));
  }

  private static IOException reachedByALink(Path folder, Path real, String name) {
    return new IOException(
        "%s is reached by a link; name the file as %s".formatted(folder, real.resolve(name)));
  }

  private static void checkFolder(PinnedDirectory pinned, Path folder, String name)
      throws IOException {
    Path real = pinned.entry(name).getParent().toRealPath();
    if (!real.equals(folder.normalize())) {
      throw reachedByALink(folder, real, name);
    }
    int mode = pinned.status().permissions();
    if ((mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
      throw new IOException(
          "others can exchange files in %s; chmod go-w, or name another (--output)"
              .formatted(folder));
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new IOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
