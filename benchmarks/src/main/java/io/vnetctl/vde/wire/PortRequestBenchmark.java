package io.vnetctl.vde.wire;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a client sends to come to a port. */
@State(Scope.Thread)
public class PortRequestBenchmark {
  private static final PortRequest REQUEST =
      new PortRequest(
          3,
          PortRequest.Type.PORT,
          7,
          SockaddrUn.ofFile("/var/run/vde.ctl/.00815-00001"),
          "QEMU user=root PID=815");

  private final ByteBuffer octets = ByteBuffer.wrap(REQUEST.encode());

  /** From the wire. */
  @Benchmark
  public Object decode() {
    return PortRequest.decode(octets);
  }

  /** To the wire. */
  @Benchmark
  public byte[] encode() {
    return REQUEST.encode();
  }
}
