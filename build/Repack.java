import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies the jars of a folder for a package: {@code Repack FROM TO BUILT VERSION SECONDS}. Native
 * libraries of other systems and machines are left out, entries are sorted, dated alike and stored:
 * the package compresses them better as a whole, and the JVM need not inflate them. Jars of the
 * version BUILT, which are those of this project, get VERSION in their name and manifest.
 */
final class Repack {
  private static final String[] LIBRARIES = {
    ".so", ".dll", ".jnilib", ".dylib", ".a", ".srvpgm", ".sl"
  };
  private static final Map<String, Set<String>> MACHINES =
      Map.of(
          "amd64", Set.of("x86_64", "x86-64", "amd64"),
          "aarch64", Set.of("aarch64", "arm64"));

  private final LocalDateTime date;
  private final Set<String> machine;

  private Repack(LocalDateTime date) {
    this.date = date;
    String here = System.getProperty("os.arch");
    machine = MACHINES.getOrDefault(here, Set.of(here));
  }

  public static void main(String[] args) throws IOException {
    Path to = Path.of(args[1]);
    String built = "-" + args[2] + ".jar";
    LocalDateTime date = LocalDateTime.ofEpochSecond(Long.parseLong(args[4]), 0, ZoneOffset.UTC);
    Repack repack = new Repack(date);
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        // Jars of nothing but a library that lies in lib/native.
        if (name.contains("-linux-")) {
          continue;
        }
        boolean own = name.endsWith(built);
        String renamed = own ? name.replace(built, "-" + args[3] + ".jar") : name;
        repack.copy(jar, to.resolve(renamed), own ? args[3] : null);
      }
    }
  }

  private void copy(Path from, Path to, String version) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile jar = new ZipFile(from.toFile())) {
      Enumeration<? extends ZipEntry> all = jar.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && !isForeign(entry.getName())) {
          entries.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    byte[] manifest = entries.remove(JarFile.MANIFEST_NAME);
    try (OutputStream file = Files.newOutputStream(to);
        ZipOutputStream jar = new ZipOutputStream(file)) {
      if (manifest != null) {
        store(jar, JarFile.MANIFEST_NAME, version == null ? manifest : with(version, manifest));
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        store(jar, entry.getKey(), entry.getValue());
      }
    }
  }

  /** Whether an entry is a native library that this machine cannot load. */
  private boolean isForeign(String name) {
    for (String suffix : LIBRARIES) {
      if (name.endsWith(suffix)) {
        boolean here = machine.stream().anyMatch(name::contains);
        String lower = name.toLowerCase(Locale.ROOT);
        return !here || !lower.contains("linux") || lower.contains("musl");
      }
    }
    return false;
  }

  private static byte[] with(String version, byte[] text) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(text));
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    manifest.write(changed);
    return changed.toByteArray();
  }

  private void store(ZipOutputStream jar, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(date);
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }
}
