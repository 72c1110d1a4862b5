package io.vnetctl.cli.manual;

import io.vnetctl.cli.call.CallException;
import io.vnetctl.cli.call.Caller;
import io.vnetctl.cli.call.CommandName;
import io.vnetctl.cli.getopt.Spelling;
import io.vnetctl.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The topics of -H (spec vnetctl, chapter 2.3, R9). Pages are shown by the system's viewer; those
 * of this program are also in it, as text for hosts that have no viewer.
 */
public final class ManualPages {
  private static final String OWN = "vnetctl";

  /** Those that are no page. */
  private static final List<String> TOPICS = List.of("man", "list", "path");

  /** System property with the folder of the program, set by the launcher. */
  private static final String HOME_PROPERTY = "vnetctl.home";

  /** Where pages are when MANPATH says nothing (Filesystem Hierarchy Standard 4.11.6). */
  private static final List<String> STANDARD_FOLDERS =
      List.of("/usr/local/share/man", "/usr/share/man");

  private final Caller caller;
  private final Settings settings;
  private final Path installed;
  private final Supplier<ManualTree> tree;

  private ManualPages(Caller caller, Settings settings, Path installed, Supplier<ManualTree> tree) {
    this.caller = caller;
    this.settings = settings;
    this.installed = installed;
    this.tree = tree;
  }

  /**
   * Those that a caller can see.
   *
   * @param tree the pages of this program, made when they are needed
   */
  public static ManualPages of(Caller caller, Settings settings, Supplier<ManualTree> tree) {
    String home = System.getProperty(HOME_PROPERTY);
    Path installed = home == null ? caller.program().resolveSibling("..") : Path.of(home);
    return new ManualPages(caller, settings, installed.normalize(), tree);
  }

  /**
   * Shows a topic: man is the page of vnetctl, man=N its page of section N, the word of a command
   * its page, man=NAME and NAME that page; list names pages, path the folders they are looked for
   * in.
   *
   * @return the exit status
   * @throws CallException status 1: there is no such page, or no viewer for it
   */
  public int show(String topic) throws CallException {
    String page = topic.startsWith("man=") ? topic.substring("man=".length()) : topic;
    if (page.isEmpty() || page.startsWith("-")) {
      throw CallException.failed(
          "-H: no page is called '" + page + "'; -H list names those there are");
    }
    return switch (page) {
      case "man", OWN, "ctys-vnetctl", "ctys-setupVDE" -> showOwn(List.of(OWN), OWN);
      case "1", "2", "3", "4", "5", "6", "7", "8", "9" -> showOwn(List.of(page, OWN), OWN);
      case "path" -> print(folders());
      case "list", "listall" -> print(pages());
      default -> {
        for (String own : List.of(OWN + "-" + page, page)) {
          if (tree.get().find(own).isPresent()) {
            yield showOwn(List.of(own), own);
          }
        }
        yield showForeign(page);
      }
    };
  }

  private int print(List<?> lines) {
    lines.forEach(caller.out()::println);
    return 0;
  }

  private int showOwn(List<String> words, String page) throws CallException {
    Optional<Viewer> viewer = viewer();
    if (viewer.isPresent() && viewer.get().shows(words, manPath())) {
      return 0;
    }
    caller.out().print(tree.get().text(page).orElseThrow());
    return 0;
  }

  private int showForeign(String page) throws CallException {
    Viewer viewer =
        viewer()
            .orElseThrow(
                () ->
                    CallException.failed(
                        "-H: there is no man to show '"
                            + page
                            + "'; "
                            + meant(page).orElse("install it, or set CTYS_MANVIEWER")));
    if (!viewer.shows(List.of(page), manPath())) {
      throw CallException.failed(
          "-H: %s has no page '%s'; %s"
              .formatted(
                  viewer.name(), page, meant(page).orElse("-H list names those of vnetctl")));
    }
    return 0;
  }

  /** The topic that is spelled almost like this word. */
  private Optional<String> meant(String word) {
    List<String> topics = new ArrayList<>(TOPICS);
    topics.addAll(CommandName.words(caller.isExtended()));
    tree.get().pages().stream().map(Page::name).forEach(topics::add);
    return Spelling.nearest(word.toLowerCase(Locale.ROOT), topics)
        .map(topic -> "did you mean -H " + topic + "?");
  }

  /** The viewer that was asked for must exist; the usual one need not. */
  private Optional<Viewer> viewer() throws CallException {
    Optional<String> wanted = settings.value("CTYS_MANVIEWER");
    Optional<Viewer> viewer = Viewer.find(wanted.orElse("man"), caller);
    if (viewer.isEmpty() && wanted.isPresent()) {
      throw CallException.failed(
          "-H: CTYS_MANVIEWER is '"
              + wanted.get()
              + "', and there is no such program; mend or unset it");
    }
    return viewer;
  }

  /** The folder that came with the program; in a checkout it is built. */
  private Path ownFolder() {
    Path built = installed.resolve("target/dist/share/man");
    return Files.isDirectory(built) ? built : installed.resolve("share/man");
  }

  /** The program's own folder before all others; an empty part stands for them (manpath(1)). */
  private String manPath() {
    return ownFolder() + ":" + caller.environment().getOrDefault("MANPATH", "");
  }

  private List<Path> folders() {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(installed.resolve("docs"));
    folders.add(ownFolder());
    String path = caller.environment().getOrDefault("MANPATH", "");
    for (String folder : path.split(":")) {
      if (folder.startsWith("/")) {
        folders.add(Path.of(folder));
      }
    }
    STANDARD_FOLDERS.forEach(folder -> folders.add(Path.of(folder)));
    return List.copyOf(folders);
  }

  /** All documents of the program, and pages of its names. */
  private List<String> pages() {
    Set<String> pages = new TreeSet<>();
    for (Path folder : folders()) {
      boolean own = folder.startsWith(installed);
      collect(folder, own, pages);
      for (int section = 1; section <= 9; section++) {
        collect(folder.resolve("man" + section), own, pages);
      }
    }
    List<String> lines = new ArrayList<>(List.of("man (in the program)"));
    lines.addAll(pages);
    return lines;
  }

  private static void collect(Path folder, boolean own, Set<String> pages) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder,
            file -> Files.isRegularFile(file) && (own || isOurs(file.getFileName().toString())))) {
      files.forEach(file -> pages.add(file.toString()));
    } catch (IOException _) {
      // A folder that is not there has no pages.
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith("vnetctl") || name.startsWith("ctys-") || name.startsWith("vde_");
  }
}
