package io.lazyloader.samples.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hands class files from one JVM to another. */
final class ClassFiles {
  private ClassFiles() {}

  /** Writes class files, by internal name, into one file. */
  static void write(Path file, Map<String, byte[]> classes) throws IOException {
    try (DataOutputStream output =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      output.writeInt(classes.size());
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        output.writeUTF(entry.getKey());
        output.writeInt(entry.getValue().length);
        output.write(entry.getValue());
      }
    }
  }

  /** Reads what was written, in that order. */
  static Map<String, byte[]> read(Path file) throws IOException {
    try (DataInputStream input =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      Map<String, byte[]> classes = new LinkedHashMap<>();
      for (int left = input.readInt(); left > 0; left--) {
        String name = input.readUTF();
        classes.put(name, input.readNBytes(input.readInt()));
      }
      return classes;
    }
  }
}
