package io.vnetctl.vde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Open files on their way from one process to another; here both are this one. */
final class DescriptorSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(10);

  private final String name = "vnetctl-test-" + UUID.randomUUID();
  private DescriptorSocket listener;
  private DescriptorSocket one;
  private DescriptorSocket other;

  @BeforeEach
  void connect() throws IOException {
    listener = DescriptorSocket.listen(name);
    one = DescriptorSocket.connect(name);
    other = listener.accept(PATIENCE);
  }

  @AfterEach
  void close() {
    other.close();
    one.close();
    listener.close();
  }

  @Test
  void passesFilesWithTheirMessage() throws IOException {
    int file = MemoryFile.create("test", "what is in it");

    one.send(new DescriptorMessage("a file", List.of(file)), PATIENCE);
    MemoryFile.close(file);
    DescriptorMessage received = other.receive(PATIENCE);

    assertEquals("a file", received.text());
    assertEquals("what is in it", MemoryFile.read(received.descriptors().getFirst()));
    received.close();
  }

  @Test
  void passesAsManyFilesAsTheKernelAllows() throws IOException {
    List<Integer> many = Collections.nCopies(DescriptorSocket.MAX_DESCRIPTORS, one.fd());

    one.send(new DescriptorMessage("many", many), PATIENCE);
    DescriptorMessage received = other.receive(PATIENCE);

    assertEquals(many.size(), received.descriptors().size());
    received.close();
  }

  @Test
  void keepsMessagesApart() throws IOException {
    one.send(new DescriptorMessage("first"), PATIENCE);
    one.send(new DescriptorMessage("second"), PATIENCE);

    assertEquals("first", other.receive(PATIENCE).text());
    assertEquals("second", other.receive(PATIENCE).text());
  }

  @Test
  void tellsTheEndOfTheOtherFromSilence() {
    assertThrows(SocketTimeoutException.class, () -> other.receive(SHORT));
    one.close();
    assertThrows(EOFException.class, () -> other.receive(PATIENCE));
  }

  @Test
  void nobodyComesWithinThePatience() {
    assertThrows(SocketTimeoutException.class, () -> listener.accept(SHORT));
  }

  @Test
  void trustsProcessesOfTheSameUser() throws IOException {
    assertTrue(other.isTrusted());
  }

  @Test
  void nobodyListensUnderAnotherName() {
    assertThrows(IOException.class, () -> DescriptorSocket.connect(name + "-none"));
  }
}
