package io.vnetctl.cli;

import io.vnetctl.vde.client.Answer;
import io.vnetctl.vde.client.ConsoleClient;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code unixcmd -s SOCK [-f RCFILE] COMMAND...}: runs one command on a switch's management console
 * and prints its data (VDE command line, 4). The file is taken and not needed: it taught the
 * original the console's protocol.
 */
public final class UnixCmd {
  private static final String DEFAULT_SOCKET = "/var/run/unixcmd";
  private static final int FAILED = 255;

  private UnixCmd() {}

  /**
   * Exit status: 0 = done, 255 = wrong usage or no console, else the errno of the switch's answer,
   * whose text goes to standard error.
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    String socket = DEFAULT_SOCKET;
    int next = 0;
    while (next < args.length && args[next].startsWith("-")) {
      String word = args[next];
      next++;
      Optional<UnixCmdOption> option = UnixCmdOption.of(word);
      if (option.isEmpty()) {
        return usage("unknown option " + word);
      }
      if (option.get().takesValue()) {
        if (next == args.length) {
          return usage("option " + word + " needs a value");
        }
        socket = option.get() == UnixCmdOption.SOCKET ? args[next] : socket;
        next++;
      }
    }
    if (next == args.length) {
      return usage("there is no command");
    }
    return run(Path.of(socket), String.join(" ", Arrays.copyOfRange(args, next, args.length)));
  }

  private static int run(Path socket, String command) {
    ConsoleClient console;
    try {
      console = ConsoleClient.connect(socket, line -> {});
    } catch (IOException unreachable) {
      System.err.printf(
          "connect: %s: %s; needs the console socket of a running switch (-M)%n",
          unreachable.getMessage(), socket);
      return FAILED;
    }
    try (console) {
      Answer answer = ShutdownWait.run(console, command);
      print(answer.data());
      if (!answer.succeeded()) {
        System.err.printf("unixcmd: %s: %s%n", command, answer.text());
      }
      return answer.errno() & 0xff;
    } catch (IOException | IllegalArgumentException failed) {
      System.err.println("unixcmd: " + failed.getMessage());
      return FAILED;
    }
  }

  /** As the original does, each line with its end and a NUL, which a shell's $(...) drops. */
  private static void print(List<String> lines) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (String line : lines) {
      text.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      text.write('\n');
      text.write('\0');
    }
    text.writeTo(new FileOutputStream(FileDescriptor.out));
  }

  private static int usage(String why) {
    System.err.println("unixcmd: " + why);
    System.err.println(UnixCmdOption.usage());
    return FAILED;
  }
}
