package io.vnetctl.vde.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An answer of the console with data, such as that to port/showinfo. */
@State(Scope.Thread)
public class ConsoleDecoderBenchmark {
  private static final int LIMIT = 1 << 16;

  private final ByteBuffer octets =
      ByteBuffer.wrap(
          """
          0000 DATA END WITH '.'
          Numports=32
          HUB=false
          counters=true
          .
          1000 Success

          vde$ \
          """
              .getBytes(StandardCharsets.US_ASCII));
  private int answers;
  private final ConsoleDecoder decoder =
      new ConsoleDecoder(answer -> answers++, event -> {}, LIMIT);

  /** One answer. */
  @Benchmark
  public int decode() throws AnswerTooLongException {
    decoder.decode(octets.rewind());
    return answers;
  }
}
