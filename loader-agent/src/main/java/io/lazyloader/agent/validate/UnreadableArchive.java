package io.lazyloader.agent.validate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Of a jar or directory that can't be compared, as it is missing or damaged. */
public final class UnreadableArchive extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableArchive(Path path, IOException cause) {
    super(sentence(path, cause), cause);
  }

  private static String sentence(Path path, IOException cause) {
    if (!Files.exists(path)) {
      return "there is no jar or directory " + path;
    }
    return path + " can't be read: " + cause.getMessage();
  }
}
