package io.vnetctl.cli.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A file that belongs to a switch, itself and not what it may link to.
 *
 * @param name as lists show it
 * @param path where it is
 * @param kind what it is for
 * @param user name of its owner, or the number where there is no name
 * @param group likewise
 * @param mode type and permissions, as st_mode of inode(7)
 */
record SwitchFile(String name, Path path, Kind kind, String user, String group, int mode) {
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFSOCK = 0140000;
  private static final int S_IFLNK = 0120000;
  private static final String TYPES = "?pc?d?b?-?l?s???";
  private static final int TYPE_SHIFT = 12;

  private static final int S_ISUID = 04000;
  private static final int S_ISGID = 02000;
  private static final int S_ISVTX = 01000;

  /** What a file is for. */
  enum Kind {
    /** Control directory. */
    BASE("base"),
    /** The switch's socket of a port. */
    PORT("port"),
    /** A client's socket. */
    CLIENT("client");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As in records. */
    String word() {
      return word;
    }
  }

  /** Looks at a file; empty if it has gone, or the caller may not look. */
  static Optional<SwitchFile> at(Path path, String name, Kind kind) {
    try {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:mode,owner,group", LinkOption.NOFOLLOW_LINKS);
      return Optional.of(
          new SwitchFile(
              name,
              path,
              kind,
              found.get("owner").toString(),
              found.get("group").toString(),
              (Integer) found.get("mode")));
    } catch (IOException goneOrHidden) {
      return Optional.empty();
    }
  }

  boolean isDirectory() {
    return (mode & S_IFMT) == S_IFDIR;
  }

  boolean isSocket() {
    return (mode & S_IFMT) == S_IFSOCK;
  }

  boolean isLink() {
    return (mode & S_IFMT) == S_IFLNK;
  }

  /** Type and permissions as ls -l shows them. */
  String access() {
    StringBuilder text = new StringBuilder();
    text.append(TYPES.charAt((mode & S_IFMT) >> TYPE_SHIFT));
    triplet(text, mode >> 6, (mode & S_ISUID) != 0, 's');
    triplet(text, mode >> 3, (mode & S_ISGID) != 0, 's');
    triplet(text, mode, (mode & S_ISVTX) != 0, 't');
    return text.toString();
  }

  private static void triplet(StringBuilder text, int bits, boolean special, char letter) {
    boolean executable = (bits & 1) != 0;
    text.append((bits & 4) == 0 ? '-' : 'r').append((bits & 2) == 0 ? '-' : 'w');
    if (special) {
      text.append(executable ? letter : Character.toUpperCase(letter));
    } else {
      text.append(executable ? 'x' : '-');
    }
  }
}
