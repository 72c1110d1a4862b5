package io.vnetctl.cli.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.peers.Repository;
import io.vnetctl.tap.Requirement;
import io.vnetctl.vde.console.ConsoleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation says is so: its commands run as written, its tables are complete. */
final class DocumentationTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh run\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+\\.md)(#[^)]*)?\\)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quick-start.md",
        "guide.md",
        "moving-from-vde_switch.md",
        "moving-from-ctys-vnetctl.md",
        "console.md",
        "troubleshooting.md"
      })
  void commandsRunAsWritten(String page) throws IOException {
    Requirement.program("sudo", "sudo");
    Requirement.program("dpipe", "vdeplug");
    Requirement.program("qemu-system-x86_64", "qemu-system-x86");
    List<String> blocks = blocks(Files.readString(Repository.file("docs").resolve(page)));
    assertFalse(blocks.isEmpty());
    try (Host host = Host.withNic()) {
      String path = Repository.file("target/dist/bin") + ":" + System.getenv("PATH");
      host.run("sh", "-c", "echo 'Defaults secure_path=\"" + path + "\"' >/etc/sudoers.d/path");
      host.run("mkdir", "/run/reader", "/run/bin");
      // a host at the other end of ssh is this one
      Files.writeString(
          host.file("/run/bin/ssh"),
          "#!/bin/sh\nwhile [ \"${1#-}\" != \"$1\" ]; do\n"
              + "  case $1 in -o|-l) shift 2 ;; *) shift ;; esac\ndone\nshift\nexec sh -c \"$*\"\n");
      host.run("chmod", "755", "/run/bin/ssh");
      for (String block : blocks) {
        Ended ended =
            host.program("bash", "-c", "cd /run/reader\nset -e\n" + block)
                .env("PATH", "/run/bin:" + path)
                .env("USER", "root")
                .env("HOME", "/run/reader")
                .run();
        assertEquals(0, ended.status(), () -> block + ended.out() + ended.err());
      }
    }
  }

  private static List<String> blocks(String page) {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  @Test
  void linksLeadToPages() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.file("docs"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".md")).toList()) {
        Matcher link = LINK.matcher(Files.readString(file));
        while (link.find()) {
          assertTrue(
              Files.exists(file.resolveSibling(link.group(1))),
              file.getFileName() + ": " + link.group(1));
        }
      }
    }
  }

  @Test
  void theConsolesReferenceHasEveryCommandAsTheTableSaysIt() throws IOException {
    List<String> lines = Files.readAllLines(Repository.file("docs/console.md"));
    for (ConsoleCommand command : ConsoleCommand.all()) {
      String words = (command.path() + " " + command.syntax()).strip();
      String row = "| `" + words + "` | " + command.help() + " |";
      assertTrue(lines.stream().anyMatch(line -> line.startsWith(row)), "docs/console.md: " + row);
    }
    long rows =
        lines.stream().filter(line -> line.matches("\\| `[a-z]+(/[a-z]+)?( .*)?` \\| .*")).count();
    assertEquals(ConsoleCommand.all().size(), rows, "rows of commands that there are not");
  }
}
