package io.vnetctl.cli.handover;

import io.vnetctl.cli.service.PassedFiles;
import io.vnetctl.cli.service.PassedFiles.PassedFile;
import io.vnetctl.cli.service.ServiceManager;
import io.vnetctl.core.state.MacStates;
import io.vnetctl.vde.DescriptorMessage;
import io.vnetctl.vde.FileStatus;
import io.vnetctl.vde.MemoryFile;
import io.vnetctl.vde.UnixFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A switch that was killed, as its service manager has kept it (see {@link DescriptorStore}). One
 * thread.
 */
public final class StoredSwitch implements HandoverSource {
  private final List<PassedFile> passed;
  private final List<OpenFile> given;
  private final Map<Role, Integer> files = new LinkedHashMap<>();
  private Handover handover;

  private StoredSwitch(List<PassedFile> passed, List<OpenFile> given) {
    this.passed = passed;
    this.given = given;
  }

  /**
   * What the manager has passed to this process; empty if it has kept nothing.
   *
   * @param given sockets that it has made itself
   */
  public static Optional<StoredSwitch> find(PassedFiles passed, List<OpenFile> given) {
    List<PassedFile> kept = passed.take(name -> name.startsWith(DescriptorStore.PREFIX));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new StoredSwitch(kept, List.copyOf(given)));
  }

  /**
   * Looks whether it is complete; of a client of which something is missing it does not matter: it
   * has gone before.
   *
   * @throws IOException why nothing can be done with it, in one line
   */
  public void read() throws IOException {
    given.forEach(file -> files.put(file.role(), file.descriptor()));
    for (PassedFile file : passed) {
      String text = file.name().substring(DescriptorStore.PREFIX.length());
      try {
        files.putIfAbsent(RoleText.parse(List.of(text.split(" ")).iterator()), file.descriptor());
      } catch (RuntimeException unknown) {
        throw new IOException("'" + file.name() + "' is unknown to this version", unknown);
      }
    }
    List<Role> roles = new ArrayList<>(files.keySet());
    handover =
        StateReader.read(
            StateWriter.withFiles(newestState(), roles),
            MacStates.NONE,
            new ArrayList<>(files.values()));
    check(handover);
  }

  @Override
  public boolean forwards() {
    return false;
  }

  /** What was {@link #read}. */
  @Override
  public Handover receive() {
    return handover;
  }

  private String newestState() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<Role, Integer> file : files.entrySet()) {
      if (file.getKey() instanceof Role.KeptState) {
        texts.add(MemoryFile.read(file.getValue()));
      }
    }
    // A serial number has always as many digits.
    return texts.stream()
        .filter(StoredSwitch::isWhole)
        .max(Comparator.naturalOrder())
        .map(text -> text.substring(DescriptorStore.SERIAL_DIGITS + 1))
        .orElseThrow(() -> new IOException("what it knew is missing or cut short"));
  }

  private static boolean isWhole(String text) {
    long lines = text.lines().count();
    return text.endsWith("\n" + StateWriter.END + (lines - 2) + "\n");
  }

  private static void check(Handover handover) throws IOException {
    if (handover.file(Role.ControlSocket.class).isEmpty()) {
      throw new IOException("its control socket is missing");
    }
    Path ctl = handover.directory().resolve("ctl");
    if (UnixFiles.status(ctl).filter(FileStatus::isSocket).isEmpty()) {
      throw new IOException("its control socket " + ctl + " was removed");
    }
  }

  @Override
  public void running() {}

  @Override
  public void awaitEnd() {}

  /** Lets all go that was kept: clients see the end of their connection. */
  public void discard(Optional<ServiceManager> manager) {
    new DescriptorMessage("kept", passed.stream().map(PassedFile::descriptor).toList()).close();
    passed.stream()
        .map(PassedFile::name)
        .distinct()
        .forEach(name -> manager.ifPresent(it -> it.drop(name)));
  }
}
