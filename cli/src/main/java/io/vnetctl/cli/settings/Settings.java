package io.vnetctl.cli.settings;

import io.vnetctl.cli.call.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The value of each variable of spec vnetctl, chapter 3, from the strongest place that has one
 * (chapter 15, 8): environment, {@code ~/.ctys/vnetctl.conf}, the user's files of ctys, {@code
 * /etc/ctys/vnetctl.conf}, the installed files of ctys. Options are stronger, defaults weaker than
 * all of them.
 */
public final class Settings {
  private static final String SOCKET_BASE = "CTYS_SOCKBASE";
  private static final String DEFAULT_SOCKET_BASE = "/var/tmp";

  /** No file of settings is as long; a longer one is not read. */
  private static final long MAX_FILE_BYTES = 1 << 20;

  private static final List<String> CTYS_FILES =
      List.of("ctys.conf.sh", "qemu/qemu.conf-Linux.sh", "kvm/kvm.conf-Linux.sh");

  private final Caller caller;
  private final Path etc;
  private final List<ConfigFile> files = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private Settings(Caller caller, Path etc) {
    this.caller = caller;
    this.etc = etc;
  }

  /**
   * Reads what the caller's environment and files say. Files in the home directory count only if it
   * and they belong to the caller (or root): root who works for somebody else does not follow that
   * user's files.
   */
  public static Settings of(Caller caller) {
    return of(caller, Path.of("/etc/ctys"));
  }

  static Settings of(Caller caller, Path etc) {
    Settings settings = new Settings(caller, etc);
    Path own = caller.home().resolve(".ctys");
    if (settings.isTrusted(caller.home())) {
      settings.read(own.resolve("vnetctl.conf"), true);
      CTYS_FILES.forEach(name -> settings.read(own.resolve(name), true));
    }
    settings.read(etc.resolve("vnetctl.conf"), false);
    settings
        .installed()
        .ifPresent(conf -> CTYS_FILES.forEach(name -> settings.read(conf.resolve(name), false)));
    return settings;
  }

  private Optional<Path> installed() {
    return value("MYCONFPATH")
        .or(() -> value("CTYS_LIBPATH").map(install -> install + "/conf/ctys"))
        .map(Path::of);
  }

  private boolean isTrusted(Path path) {
    try {
      int owner = (Integer) Files.getAttribute(path, "unix:uid");
      return owner == caller.uid() || owner == 0 && !path.equals(caller.home());
    } catch (IOException _) {
      return false;
    }
  }

  private void read(Path path, boolean ofUser) {
    try {
      if (Files.size(path) > MAX_FILE_BYTES || !Files.isRegularFile(path)) {
        complaints.add(
            path + " is not read: it is no file, or longer than " + MAX_FILE_BYTES + " bytes");
      } else if (ofUser && !isTrusted(path)) {
        complaints.add(
            path
                + " is not read: it belongs to somebody else than "
                + caller.user()
                + "; chown it");
      } else {
        // Comments may be in any encoding.
        files.add(ConfigFile.parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8)));
      }
    } catch (NoSuchFileException _) {
      // Most people have none.
    } catch (IOException e) {
      complaints.add(path + " cannot be read: " + reason(e) + "; its settings do not count");
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
  }

  /**
   * Folders of this name beside the files of settings, strongest first, whether they exist or not:
   * that of the caller, if his home is his, of the host, and of the installed ctys.
   */
  public List<Path> folders(String name) {
    List<Path> folders = new ArrayList<>();
    if (isTrusted(caller.home())) {
      folders.add(caller.home().resolve(".ctys").resolve(name));
    }
    folders.add(etc.resolve(name));
    installed().ifPresent(conf -> folders.add(conf.resolve(name)));
    return folders;
  }

  /** Files that should have counted and did not, and why: one line each. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The value of a variable such as {@code CTYS_SOCKBASE}, expanded; empty text counts as none. */
  public Optional<String> value(String name) {
    return value(name, new HashSet<>());
  }

  private Optional<String> value(String name, Set<String> asked) {
    String given = caller.environment().getOrDefault(name, "");
    if (!given.isEmpty()) {
      return Optional.of(given);
    }
    if (!asked.add(name)) {
      return Optional.empty();
    }
    for (ConfigFile file : files) {
      Optional<String> value =
          file.value(name)
              .map(found -> found.expand(variable -> variable(variable, asked)))
              .filter(text -> !text.isEmpty());
      if (value.isPresent()) {
        asked.remove(name);
        return value;
      }
    }
    asked.remove(name);
    return Optional.empty();
  }

  /** What a variable in a file stands for. The environment may call the user by another name. */
  private Optional<String> variable(String name, Set<String> asked) {
    return switch (name) {
      case "USER" -> Optional.of(caller.user());
      case "HOME" -> Optional.of(caller.home().toString());
      case SOCKET_BASE -> value(name, asked).or(() -> Optional.of(DEFAULT_SOCKET_BASE));
      default -> value(name, asked);
    };
  }

  /** Whether a variable is 1, as USE_SUDO. */
  public boolean isOn(String name) {
    return value(name).filter("1"::equals).isPresent();
  }

  /** CTYS_SOCKBASE: where sockets are. */
  public Path socketBase() {
    return Path.of(value(SOCKET_BASE).orElse(DEFAULT_SOCKET_BASE)).toAbsolutePath();
  }
}
