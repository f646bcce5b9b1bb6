package io.lazyloader.agent.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found in a jar of the class path, so that it need not be opened to be asked again, or in
 * another place that classes came from. It holds as long as the size and time do.
 *
 * @param path where the jar is
 * @param length in bytes
 * @param lastModified in milliseconds since 1970, as the file system has it
 * @param signs what was found in it, in bits that mean nothing here
 * @param classPath where the jars and directories are that its manifest names
 */
public record KnownJar(
    String path, long length, long lastModified, int signs, List<String> classPath) {

  /** Takes over what was found. */
  public KnownJar {
    classPath = List.copyOf(classPath);
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeUTF(path);
    out.writeLong(length);
    out.writeLong(lastModified);
    out.writeByte(signs);
    out.writeShort(classPath.size());
    for (String entry : classPath) {
      out.writeUTF(entry);
    }
  }

  static KnownJar readFrom(DataInputStream in) throws IOException {
    String path = in.readUTF();
    long length = in.readLong();
    long lastModified = in.readLong();
    int signs = in.readUnsignedByte();
    List<String> classPath = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      classPath.add(in.readUTF());
    }
    return new KnownJar(path, length, lastModified, signs, classPath);
  }
}
