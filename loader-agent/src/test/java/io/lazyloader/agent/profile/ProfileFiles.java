package io.lazyloader.agent.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Profiles as text. */
final class ProfileFiles {
  private ProfileFiles() {}

  static String written(Profile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ProfileWriter.write(profile, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  static Profile read(String text) throws IOException {
    return ProfileReader.read(
        "app.lazyprofile", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
