package io.vnetctl.cli.handover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The text of the configuration file that a switch was started with, as its successors get it: by a
 * variable of the environment, deflated and in base 64. So they have the same options, whatever has
 * become of the file since (docs/adr/0046). The kernel takes 128 KiB for one variable.
 */
public final class InheritedText {
  static final String VARIABLE = "VNETCTL_CONFIG";

  private InheritedText() {}

  /**
   * What the process before this one has given.
   *
   * @throws IOException if it is not what such a process gives
   */
  public static Optional<String> find(Map<String, String> environment) throws IOException {
    String value = environment.get(VARIABLE);
    if (value == null) {
      return Optional.empty();
    }
    try (InflaterInputStream bytes =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(value)))) {
      return Optional.of(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("the variable " + VARIABLE + " is damaged; unset it", e);
    }
  }

  static String encode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
      deflated.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
