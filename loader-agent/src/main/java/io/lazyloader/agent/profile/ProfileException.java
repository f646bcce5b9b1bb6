package io.lazyloader.agent.profile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A profile can't be read or written. The message is for users: it names the file and the place in
 * it, says what is wrong there and what to do, and holds nothing that a terminal would act on.
 */
public final class ProfileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean isWriting;

  ProfileException(String message) {
    super(PlainText.of(message));
    this.isWriting = false;
  }

  private ProfileException(String message, IOException cause, boolean isWriting) {
    super(PlainText.of(message), cause);
    this.isWriting = isWriting;
  }

  static ProfileException unreadable(Path file, IOException cause) {
    return new ProfileException(
        "profile " + file + " can't be read: " + reason(cause), cause, false);
  }

  static ProfileException unwritable(Path file, IOException cause) {
    return new ProfileException(
        "profile " + file + " can't be written: " + reason(cause), cause, true);
  }

  /**
   * Tells whether a profile could not be written, which is no fault of what it tells about.
   *
   * @return false if it could not be read, or is none
   */
  public boolean isWriting() {
    return isWriting;
  }

  /**
   * Says why a file can't be read or written.
   *
   * @param cause what the platform threw
   * @return the end of a sentence, with its full stop and without the name of a Java class
   */
  public static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException missing) {
      return "there is no " + Path.of(missing.getFile()).toAbsolutePath() + ".";
    }
    if (cause instanceof AccessDeniedException) {
      return "this user may not. Check its permissions and those of its directory.";
    }
    String known =
        cause instanceof FileSystemException problem ? problem.getReason() : cause.getMessage();
    return (known == null ? cause.toString() : known) + ".";
  }
}
