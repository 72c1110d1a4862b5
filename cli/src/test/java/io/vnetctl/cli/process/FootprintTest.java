package io.vnetctl.cli.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class FootprintTest {
  /** The JVM's own 2 MB, 1 MB that lives, growth, and what is added before it is noticed. */
  private static final long BOUND = 16 << 20;

  /** No young collection has room for what lives: each keeps the reference that would tell. */
  @Test
  void collectsThoughYoungCollectionsDoNotTell() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Jvm.command("garbage"));
    builder.environment().put("JDK_JAVA_OPTIONS", "-Xmn1m -Xms4m -Xmx64m");
    try (Jvm jvm = Jvm.start(builder)) {
      long most = Long.parseLong(jvm.readLine());
      assertTrue(most < BOUND, () -> most + " bytes");
    }
  }
}
