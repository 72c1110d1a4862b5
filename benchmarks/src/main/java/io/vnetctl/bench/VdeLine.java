package io.vnetctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running switch with two clients, a sender on port 1 and a receiver on port 2. */
final class VdeLine implements Line {
  private static final int SENDER_PORT = 1;
  private static final int RECEIVER_PORT = 2;

  private final Resources resources;
  private final SwitchProcess process;
  private final VdeClient sender;
  private final VdeClient receiver;
  private final List<VdeClient> others = new ArrayList<>();

  private VdeLine(
      Resources resources, SwitchProcess process, VdeClient sender, VdeClient receiver) {
    this.resources = resources;
    this.process = process;
    this.sender = sender;
    this.receiver = receiver;
  }

  static VdeLine open(Contender contender, Placement placement, Path room) throws IOException {
    return open(contender, placement, room, List.of(), List.of());
  }

  /**
   * @param options of vde_switch(1)
   * @param commands of its console, run at its start
   */
  static VdeLine open(
      Contender contender,
      Placement placement,
      Path room,
      List<String> options,
      List<String> commands)
      throws IOException {
    try {
      return Resources.build(
          resources -> {
            Files.createDirectories(room);
            Path startFile = room.resolve("rc");
            Files.write(startFile, commands);
            List<String> all = new ArrayList<>(List.of("-f", startFile.toString()));
            all.addAll(options);
            SwitchProcess process =
                resources.add(SwitchProcess.start(contender, placement::place, room, all));
            VdeClient sender = resources.add(VdeClient.plug(process.directory(), SENDER_PORT));
            VdeClient receiver = resources.add(VdeClient.plug(process.directory(), RECEIVER_PORT));
            return new VdeLine(resources, process, sender, receiver);
          });
    } catch (IOException e) {
      throw new IOException(contender.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * One of each switch of a setting, by its name, with the same options and commands.
   *
   * @param resources closes them
   * @param name tells them from others of the same setting
   */
  static Map<String, VdeLine> ofBoth(
      Setting setting,
      Resources resources,
      String name,
      List<String> options,
      List<String> commands)
      throws IOException {
    Map<String, VdeLine> lines = new LinkedHashMap<>();
    for (Contender contender : List.of(setting.ours(), setting.reference())) {
      Path room = setting.room().resolve(name + "-" + lines.size());
      VdeLine line = open(contender, setting.placement(), room, options, commands);
      lines.put(contender.name(), resources.add(line));
    }
    return lines;
  }

  /** Attaches clients that do nothing until there are {@code ports} ports with a client. */
  void attach(int ports) throws IOException {
    for (int port = RECEIVER_PORT + 1 + others.size(); port <= ports; port++) {
      others.add(VdeClient.plug(process.directory(), port));
    }
  }

  /** Detaches those that do nothing. */
  void detach() throws IOException {
    for (VdeClient other : others) {
      other.close();
    }
    others.clear();
  }

  @Override
  public LoadGenerator generator(Flow flow) {
    return new LoadGenerator(sender.frames(), receiver.frames(), flow);
  }

  /** A load generator from receiver to sender. */
  LoadGenerator backward(Flow flow) {
    return new LoadGenerator(receiver.frames(), sender.frames(), flow);
  }

  FrameSocket sender() {
    return sender.frames();
  }

  /** All but the sender. */
  List<FrameSocket> receivers() {
    List<FrameSocket> all = new ArrayList<>(List.of(receiver.frames()));
    others.forEach(other -> all.add(other.frames()));
    return all;
  }

  @Override
  public CpuClock cpuClock() {
    return process.cpuClock();
  }

  ProcessStatus status() {
    return process.status();
  }

  @Override
  public void close() throws IOException {
    try {
      detach();
    } finally {
      resources.close();
    }
  }
}
