package io.lazyloader.agent.rewrite;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/** The bytes of a class file's methods as they stand in it (JVMS 17 §4.1, §4.6, §4.7). */
final class MethodBytes {
  private final ClassReader reader;
  private final ByteBuffer bytes;
  private final char[] buffer;

  private MethodBytes(byte[] classFile) {
    this.reader = new ClassReader(classFile);
    this.bytes = ByteBuffer.wrap(classFile);
    this.buffer = new char[reader.getMaxStringLength()];
  }

  /** Reads the {@code method_info} structures, by name and descriptor together. */
  static Map<String, ByteBuffer> of(byte[] classFile) {
    return new MethodBytes(classFile).read();
  }

  private Map<String, ByteBuffer> read() {
    // header: access_flags, this_class, super_class, interfaces_count, interfaces
    bytes.position(reader.header + 6);
    int interfaces = bytes.getChar();
    bytes.position(bytes.position() + 2 * interfaces);
    int fields = bytes.getChar();
    for (int field = 0; field < fields; field++) {
      skipMember();
    }
    Map<String, ByteBuffer> methods = new HashMap<>();
    int count = bytes.getChar();
    for (int method = 0; method < count; method++) {
      int start = bytes.position();
      String key = reader.readUTF8(start + 2, buffer) + reader.readUTF8(start + 4, buffer);
      skipMember();
      methods.put(key, bytes.slice(start, bytes.position() - start));
    }
    return methods;
  }

  private void skipMember() {
    bytes.position(bytes.position() + 6);
    int attributes = bytes.getChar();
    for (int attribute = 0; attribute < attributes; attribute++) {
      bytes.position(bytes.position() + 2);
      int length = bytes.getInt();
      bytes.position(bytes.position() + length);
    }
  }
}
