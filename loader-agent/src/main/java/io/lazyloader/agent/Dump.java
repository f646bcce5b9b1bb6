package io.lazyloader.agent;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes each rewritten class file, and what it was before, below a directory. */
final class Dump {
  private final File directory;
  private volatile boolean broken;

  Dump(String directory) {
    this.directory = new File(directory);
  }

  void write(String name, byte[] before, byte[] after) {
    write(name + ".before.class", before);
    write(name + ".class", after);
  }

  private void write(String path, byte[] content) {
    if (broken) {
      return;
    }
    File file = new File(directory, path);
    File parent = file.getParentFile();
    if (parent != null && !parent.isDirectory() && !parent.mkdirs() && !parent.isDirectory()) {
      broken = true;
      Console.say("option dump: directory " + parent + " can't be made. Running without it.");
      return;
    }
    try (OutputStream output = new FileOutputStream(file)) {
      output.write(content);
    } catch (IOException e) {
      broken = true;
      Console.say(
          "option dump: "
              + file
              + " can't be written: "
              + e.getMessage()
              + ". Running without it.");
    }
  }
}
