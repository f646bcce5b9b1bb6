package io.lazyloader.agent.cli.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lazyloader.agent.profile.ProfileException;
import io.lazyloader.agent.profile.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that the user wants written. It appears whole or not at all. */
public final class OutputFile {
  /** Enough to find out that a disk is full. */
  private static final int PROBE_BYTES = 1 << 20;

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private final String option;
  private final Path file;

  /**
   * Takes a name.
   *
   * @param option the option that names it, for messages
   * @param file as the user wrote it
   */
  public OutputFile(String option, Path file) {
    this.option = option;
    this.file = file;
  }

  /**
   * Tells whether the name can be that of a file.
   *
   * @throws CommandFailure if it is a directory, or lies in none; nothing is made
   */
  public void checkPlace() {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw usage(file + " is a directory; name a file in it.");
    }
    if (directory == null || !Files.isDirectory(directory)) {
      throw usage("there is no directory " + directory + "; make it first.");
    }
  }

  /**
   * Tries to write beside the file, which stays as it is.
   *
   * @throws CommandFailure if that fails, with the reason
   */
  public void probe() {
    Path directory = file.toAbsolutePath().getParent();
    try {
      Path beside = Files.createTempFile(directory, ".lazyloader-", ".tmp");
      try {
        Files.write(beside, new byte[PROBE_BYTES]);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Writes the file. A pipe or device is written to as it is.
   *
   * @throws CommandFailure if it can't be written; then it is as it was
   */
  public void write(Content content) {
    checkPlace();
    try {
      WholeFile.write(
          file,
          bytes -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(bytes, UTF_8.newEncoder()));
            content.writeTo(out);
            out.flush();
          });
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private CommandFailure unwritable(IOException cause) {
    return new CommandFailure(
        ExitCode.NOT_WRITTEN,
        "option "
            + option
            + ": "
            + file
            + " can't be written: "
            + (cause instanceof NoSuchFileException
                ? "its directory takes no files."
                : ProfileException.reason(cause)));
  }

  private CommandFailure usage(String problem) {
    return CommandFailure.usage("option " + option + ": " + problem);
  }
}
