package io.vnetctl.cli.host;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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

  /** Replaces the whole content. */
  void write(List<String> lines) throws IOException {
    Path next = path.resolveSibling("next." + path.getFileName());
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(next, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), MODE)) {
      ByteBuffer content = ByteBuffer.wrap(text);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(path.getParent(), READ)) {
      directory.force(true);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
