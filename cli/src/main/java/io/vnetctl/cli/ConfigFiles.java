package io.vnetctl.cli;

import io.vnetctl.cli.config.ConfigReader;
import io.vnetctl.vde.Accounts;
import io.vnetctl.vde.Errno;
import io.vnetctl.vde.ErrnoException;
import io.vnetctl.vde.Peer;
import io.vnetctl.vde.PeerFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * Configuration files of the host.
 *
 * @param accounts users and groups of the host
 * @param peer with whose filesystem identity files are opened; empty: that of this process
 */
record ConfigFiles(Accounts accounts, Optional<Peer> peer) implements ConfigSource {
  /** Of the files that have bare names. */
  static final Path DIRECTORY = Path.of("/etc/vnetctl/switch");

  static final String SUFFIX = ".conf";

  /**
   * A bare name is a file of the system's; what has a slash is a path.
   *
   * @param word not empty
   */
  static Path pathOf(String word) {
    if (word.indexOf('/') >= 0 || word.equals(".") || word.equals("..")) {
      return absolute(word);
    }
    return DIRECTORY.resolve(word.endsWith(SUFFIX) ? word : word + SUFFIX);
  }

  /** A path as it is shown: without ".", but with "..", which may lead elsewhere by a link. */
  static Path absolute(String word) {
    Path path = Path.of(word).toAbsolutePath();
    Path shown = path.getRoot();
    for (Path name : path) {
      if (!name.toString().equals(".")) {
        shown = shown.resolve(name);
      }
    }
    return shown;
  }

  @Override
  public String read(Path file) throws IOException {
    String name =
        new String(file.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    byte[] bytes;
    try {
      bytes = new PeerFiles(accounts).read(name, peer, ConfigReader.MAX_BYTES);
    } catch (ErrnoException refused) {
      throw new IOException(
          refused.errno() == Errno.EINVAL
              ? "is no plain file; name one"
              : "cannot be read: " + refused.getMessage() + hint(file),
          refused);
    }
    if (Files.isDirectory(file)) {
      throw new IOException("is a directory, where a file is needed");
    }
    if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("is not trusted: all users can write it; chmod o-w " + file);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("is no text in UTF-8; save it as that", e);
    }
  }

  private static String hint(Path file) {
    Path here = Path.of(file.getFileName().toString());
    if (!DIRECTORY.equals(file.getParent()) || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    return Files.exists(here, LinkOption.NOFOLLOW_LINKS)
        ? "; for the file in this directory: ./" + here
        : "; a file elsewhere is named by its path, with a slash";
  }
}
