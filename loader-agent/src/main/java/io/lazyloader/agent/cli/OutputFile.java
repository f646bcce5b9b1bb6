package io.lazyloader.agent.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that an option names and a command writes at its end. */
final class OutputFile {
  private final String option;
  private final Path file;

  private OutputFile(String option, Path file) {
    this.option = option;
    this.file = file;
  }

  /**
   * Makes sure that a file can be written, and leaves it as it is.
   *
   * @throws CommandFailure if it can't
   */
  static OutputFile of(String option, Path file) {
    OutputFile output = new OutputFile(option, file);
    boolean isNew = Files.notExists(file);
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (isNew) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw output.failure(e);
    }
    return output;
  }

  /**
   * Writes the whole file.
   *
   * @throws CommandFailure if that is no longer possible
   */
  void write(String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private CommandFailure failure(IOException e) {
    Path directory = file.toAbsolutePath().getParent();
    String why;
    if (Files.isDirectory(file)) {
      why = "it is a directory";
    } else if (directory != null && !Files.isDirectory(directory)) {
      why = "there is no directory " + directory;
    } else if (e instanceof FileSystemException detail && detail.getReason() != null) {
      why = detail.getReason();
    } else {
      why = e instanceof AccessDeniedException ? "access is denied" : e.toString();
    }
    return new CommandFailure(
        Main.USAGE, "option " + option + ": " + file + " can't be written: " + why + ".");
  }
}
