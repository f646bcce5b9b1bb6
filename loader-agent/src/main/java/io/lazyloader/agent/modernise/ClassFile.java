package io.lazyloader.agent.modernise;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/**
 * Where the parts of a class file are (JVMS 17 §4.1). All numbers are offsets into its bytes; ends
 * are exclusive.
 */
final class ClassFile {
  private static final int MEMBER_HEADER = 6;
  private static final int ATTRIBUTE_HEADER = 6;

  final byte[] bytes;
  final ClassReader reader;

  /** Of the field {@code access_flags}, just behind the constant pool. */
  final int poolEnd;

  /** Of {@code methods_count}. */
  final int methodsBegin;

  final List<Member> fields = new ArrayList<>();
  final List<Member> methods = new ArrayList<>();
  final List<Attribute> attributes = new ArrayList<>();

  /** Behind the last method. */
  final int methodsEnd;

  private final char[] buffer;

  /**
   * Finds the parts.
   *
   * @throws IndexOutOfBoundsException if the class file is malformed
   * @throws IllegalArgumentException if the class file is malformed
   */
  ClassFile(byte[] bytes) {
    this.bytes = bytes;
    reader = new ClassReader(bytes);
    buffer = new char[reader.getMaxStringLength()];
    poolEnd = reader.header;
    int interfaces = u2(poolEnd + 6);
    methodsBegin = readMembers(poolEnd + 8 + 2 * interfaces, fields);
    methodsEnd = readMembers(methodsBegin, methods);
    int end = readAttributes(methodsEnd, attributes);
    if (end != bytes.length) {
      throw new IllegalArgumentException(bytes.length - end + " bytes are left over");
    }
  }

  int accessFlags() {
    return u2(poolEnd);
  }

  int u2(int offset) {
    return reader.readUnsignedShort(offset);
  }

  int length(int offset) {
    int length = reader.readInt(offset);
    if (length < 0) {
      throw new IllegalArgumentException("a part is longer than a class file can be");
    }
    return length;
  }

  private int readMembers(int begin, List<Member> members) {
    int at = begin + 2;
    for (int left = u2(begin); left > 0; left--) {
      List<Attribute> found = new ArrayList<>();
      int end = readAttributes(at + MEMBER_HEADER, found);
      String name = reader.readUTF8(at + 2, buffer);
      String descriptor = reader.readUTF8(at + 4, buffer);
      members.add(new Member(u2(at), name, descriptor, at, found, end));
      at = end;
    }
    return at;
  }

  private int readAttributes(int begin, List<Attribute> found) {
    int at = begin + 2;
    for (int left = u2(begin); left > 0; left--) {
      int end = Math.addExact(at + ATTRIBUTE_HEADER, length(at + 2));
      found.add(new Attribute(String.valueOf(reader.readUTF8(at, buffer)), at, end));
      at = end;
    }
    return at;
  }

  /** The parts of a Code attribute of a class file of version 45.3 or later (JVMS 17 §4.7.3). */
  Code code(Attribute attribute) {
    int begin = attribute.begin + ATTRIBUTE_HEADER + 8;
    int end = Math.addExact(begin, length(begin - 4));
    int tablesEnd = end + 2 + 8 * u2(end);
    List<Attribute> found = new ArrayList<>();
    readAttributes(tablesEnd, found);
    return new Code(attribute.begin, begin, end, tablesEnd, found, attribute.end);
  }

  /**
   * A field or a method.
   *
   * @param begin of its access flags
   */
  record Member(
      int accessFlags,
      String name,
      String descriptor,
      int begin,
      List<Attribute> attributes,
      int end) {}

  /**
   * An attribute.
   *
   * @param begin of its name's index
   */
  record Attribute(String name, int begin, int end) {}

  /**
   * A Code attribute.
   *
   * @param begin of its name's index
   * @param codeBegin of the first instruction
   * @param tablesEnd of the number of its attributes, behind the exception table
   */
  record Code(
      int begin, int codeBegin, int codeEnd, int tablesEnd, List<Attribute> attributes, int end) {}
}
