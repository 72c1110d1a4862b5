package io.vnetctl.core.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random changes of the inputs that a fuzz test has in the repository, the same ones for the same
 * seed ({@code -Dvnetctl.seed}, {@code -Dvnetctl.mutations}). The short companion of a run that is
 * guided by coverage, which takes minutes.
 */
public final class Mutations {
  private static final long SEED = Long.getLong("vnetctl.seed", 20_261_128);
  private static final int COUNT = Integer.getInteger("vnetctl.mutations", 50_000);
  private static final int MAX_BYTES = 70_000;
  private static final int[] EDGES = {0, 1, 0x7f, 0x80, 0xff};

  private final Random random = new Random(SEED);
  private final List<byte[]> inputs;

  private Mutations(List<byte[]> inputs) {
    this.inputs = inputs;
  }

  /** What is done with each input; it throws if it finds something. */
  public interface Target {
    /** Tries one input, which it may change. */
    void accept(byte[] input);
  }

  /**
   * Tries as many mutations as are asked for.
   *
   * @param test a class of which the folder {@code NAMEInputs/METHOD} holds inputs
   * @throws AssertionError with the input of which the target fails, for the folder
   */
  public static void run(Class<?> test, String method, Target target) {
    Mutations mutations = new Mutations(inputs(test, method));
    for (int i = 0; i < COUNT; i++) {
      byte[] input = mutations.next();
      try {
        target.accept(input.clone());
      } catch (RuntimeException | Error found) {
        String hex = HexFormat.of().formatHex(input, 0, Math.min(input.length, 4_096));
        throw new AssertionError("seed " + SEED + ", number " + i + ", input " + hex, found);
      }
    }
  }

  private static List<byte[]> inputs(Class<?> test, String method) {
    String folder = test.getSimpleName() + "Inputs/" + method;
    URL found = test.getResource(folder);
    if (found == null) {
      throw new AssertionError("no inputs at " + folder);
    }
    try (Stream<Path> files = Files.list(Path.of(found.toURI()))) {
      List<byte[]> inputs = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
      return inputs;
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] next() {
    byte[] input = any().clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      input = change(input);
    }
    return input.length <= MAX_BYTES ? input : Arrays.copyOf(input, MAX_BYTES);
  }

  private byte[] any() {
    return inputs.get(random.nextInt(inputs.size()));
  }

  private byte[] change(byte[] input) {
    int at = random.nextInt(input.length + 1);
    if (at == input.length) {
      byte[] noise = new byte[1 + random.nextInt(random.nextInt(50) == 0 ? MAX_BYTES : 32)];
      random.nextBytes(noise);
      return joined(input, noise);
    }
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(input, at);
      case 1 -> joined(Arrays.copyOf(input, at), tail(any()));
      case 2 -> joined(Arrays.copyOf(input, at), tail(input));
      case 3, 4 -> {
        input[at] = (byte) EDGES[random.nextInt(EDGES.length)];
        yield input;
      }
      case 5 -> {
        input[at] ^= (byte) (1 << random.nextInt(8));
        yield input;
      }
      default -> {
        input[at] = (byte) random.nextInt();
        yield input;
      }
    };
  }

  private byte[] tail(byte[] of) {
    return Arrays.copyOfRange(of, random.nextInt(of.length + 1), of.length);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
