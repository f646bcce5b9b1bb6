package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileException;
import io.lazyloader.agent.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The profile of one run, which its JVM writes once or more often, while it runs and at its end.
 */
final class RecordedFile {
  private final Path file;

  /** When the file was written before this run; null if there was none. */
  private final @Nullable FileTime before;

  /** When it was written when it was last looked at. */
  private @Nullable FileTime seen;

  /** To be made before the run begins. */
  RecordedFile(Path file) {
    this.file = file;
    this.before = written();
    this.seen = before;
  }

  private @Nullable FileTime written() {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return null;
    }
  }

  private boolean hasContent() {
    try {
      return Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this run has written a profile. */
  boolean isWritten() {
    FileTime now = written();
    return now != null && !now.equals(before) && hasContent();
  }

  /** Whether it has written one that tells of a start-up that is over. */
  boolean isReady() {
    FileTime now = written();
    if (now == null || now.equals(seen) || !hasContent()) {
      return false;
    }
    seen = now;
    try {
      return read().facts().containsKey("ready_by");
    } catch (ProfileException e) {
      // What was there before, and is not replaced yet.
      return false;
    }
  }

  Profile read() throws ProfileException {
    return ProfileReader.read(file);
  }

  /** Takes away what the recorder opened early and never wrote. */
  void removeEmpty() throws IOException {
    if (before == null) {
      Files.deleteIfExists(file);
    }
  }
}
