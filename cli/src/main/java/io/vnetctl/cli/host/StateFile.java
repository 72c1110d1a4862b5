package io.vnetctl.cli.host;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of lines that is whole at any time: it is replaced in one step, and on the disk when
 * {@link #write} returns. For one writer at a time; mode 0600.
 */
record StateFile(Path path) {
  /** How the name of a file begins that takes the place of another when it is complete. */
  static final String UNFINISHED = "next.";

  private static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Its lines; empty if there is no such file. */
  Optional<List<String>> read() throws IOException {
    try {
      return Optional.of(Files.readAllLines(path, StandardCharsets.UTF_8));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /**
   * Replaces the whole content.
   *
   * @throws IOException naming the file, for example because the disk is full; it is as it was then
   */
  void write(List<String> lines) throws IOException {
    Path next = path.resolveSibling(UNFINISHED + path.getFileName());
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      writeTo(next, ByteBuffer.wrap(text));
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw new IOException("cannot write " + path + ": " + reason(e), e);
    }
    try (FileChannel directory = FileChannel.open(path.getParent(), READ)) {
      directory.force(true);
    }
  }

  private static void writeTo(Path file, ByteBuffer content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), MODE)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
  }

  /** Without the name of the file, which some of the JDK's messages are all of. */
  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "Permission denied";
      case NoSuchFileException missing -> "No such file or directory";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.getMessage();
    };
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
