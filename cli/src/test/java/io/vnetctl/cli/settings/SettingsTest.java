package io.vnetctl.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vnetctl.cli.call.Callers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  @TempDir Path home;
  @TempDir Path etc;
  @TempDir Path installed;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void r22_theStrongestPlaceCounts() throws IOException {
    environment.put("MYCONFPATH", installed.toString());
    environment.put("QEMUSOCK", "/environment");
    List<Path> strongestFirst =
        List.of(
            home.resolve(".ctys/vnetctl.conf"),
            home.resolve(".ctys/ctys.conf.sh"),
            home.resolve(".ctys/qemu/qemu.conf-Linux.sh"),
            etc.resolve("vnetctl.conf"),
            installed.resolve("ctys.conf.sh"),
            installed.resolve("qemu/qemu.conf-Linux.sh"));
    for (Path file : strongestFirst) {
      write(file, "QEMUSOCK=${QEMUSOCK:-" + file + "}");
    }
    assertEquals(Optional.of("/environment"), settings().value("QEMUSOCK"));
    environment.remove("QEMUSOCK");
    for (Path file : strongestFirst) {
      assertEquals(Optional.of(file.toString()), settings().value("QEMUSOCK"));
      Files.delete(file);
    }
    assertEquals(Optional.empty(), settings().value("QEMUSOCK"));
  }

  @Test
  void r21_theSharedSettingsOfQemuCount() throws IOException {
    write(
        home.resolve(".ctys/qemu/qemu.conf-Linux.sh"),
        "#!/bin/bash\nif [ -z x ]; then\n:\nfi\n"
            + "export QEMUMGMT=${QEMUMGMT:-$CTYS_SOCKBASE/m.$USER}\n");
    assertEquals(Optional.of("/var/tmp/m.jo"), settings().value("QEMUMGMT"));
    environment.put("QEMUSOCK", "/environment");
    assertEquals(Optional.of("/environment"), settings().value("QEMUSOCK"));
  }

  @Test
  void theInstalledFilesOfCtysAreFoundByItsVariable() throws IOException {
    environment.put("CTYS_LIBPATH", installed.toString());
    write(installed.resolve("conf/ctys/ctys.conf.sh"), "USE_SUDO=1");
    assertTrue(settings().isOn("USE_SUDO"));
  }

  @Test
  void r20_theSocketBaseStandsForItselfInOtherValues() throws IOException {
    write(etc.resolve("vnetctl.conf"), "CTYS_SOCKBASE=/run/net\n");
    write(home.resolve(".ctys/vnetctl.conf"), "QEMUSOCK=$CTYS_SOCKBASE/s.$USER\n");
    assertEquals(Optional.of("/run/net/s.jo"), settings().value("QEMUSOCK"));
    assertEquals(Path.of("/run/net"), settings().socketBase());
    environment.put("CTYS_SOCKBASE", "/other");
    assertEquals(Optional.of("/other/s.jo"), settings().value("QEMUSOCK"));
  }

  @Test
  void valuesThatNeedEachOtherEnd() throws IOException {
    write(home.resolve(".ctys/vnetctl.conf"), "A=$B/a\nB=$A/b\nCTYS_SOCKBASE=$CTYS_SOCKBASE/x\n");
    assertEquals(Optional.of("/b/a"), settings().value("A"));
    assertEquals(Path.of("/var/tmp/x"), settings().socketBase());
  }

  @Test
  void theUserIsThatOfTheProcess() throws IOException {
    environment.put("USER", "liar");
    write(home.resolve(".ctys/vnetctl.conf"), "QEMUSOCK=/s.$USER\n");
    assertEquals(Optional.of("/s.jo"), settings().value("QEMUSOCK"));
  }

  @Test
  void filesInSomebodyElsesHomeDoNotCount() throws IOException {
    write(home.resolve(".ctys/vnetctl.conf"), "QEMUSOCK=/evil\n");
    var own = Callers.caller("jo", home, environment);
    var other =
        new io.vnetctl.cli.call.Caller(
            own.tool(),
            own.program(),
            "root",
            own.uid() + 1,
            home,
            own.host(),
            environment,
            own.out(),
            own.err());
    assertEquals(Optional.empty(), Settings.of(other, etc).value("QEMUSOCK"));
  }

  @Test
  void aFileThatDoesNotCountIsComplainedOf() throws IOException {
    Files.createDirectories(home.resolve(".ctys/vnetctl.conf"));
    List<String> complaints = new ArrayList<>(settings().complaints());
    assertEquals(1, complaints.size());
    assertTrue(complaints.getFirst().contains("is not read"), complaints.getFirst());
  }

  private Settings settings() {
    return Settings.of(Callers.caller("jo", home, environment), etc);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
