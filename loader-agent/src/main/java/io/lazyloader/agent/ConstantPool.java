package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.ReflectiveCalls;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A class file's constant pool and the names of its fields, read in one pass (JVMS 17 §4.4, §4.5):
 * all that is looked at in a class that nothing selects.
 */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int FIELD_REF = 9;
  private static final int METHOD_REF = 10;
  private static final int INTERFACE_METHOD_REF = 11;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  /** FNV-1a, 64 bits (Fowler, Noll, Vo), as published. */
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private static final byte[] MARK = "Lio/lazyloader/Lazy;".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] CONSTANT_VALUE =
      "ConstantValue".getBytes(StandardCharsets.ISO_8859_1);

  /** The flags that tell kinds of fields apart: static, final, and of an enum (JVMS 17 §4.5). */
  private static final int KINDS = Modifier.STATIC | Modifier.FINAL | 0x4000;

  private static final byte[] INITIALISER = "<clinit>".getBytes(StandardCharsets.ISO_8859_1);

  private static final int[] NO_REFERENCES = {};

  private final byte[] bytes;

  /** Where each entry begins, its tag included. */
  private final int[] offsets;

  /** Where each reference to a field begins. */
  private int[] fieldReferences = NO_REFERENCES;

  private int fieldReferenceCount;

  /** By reference, once asked for: more than one looks for each field. */
  private long @Nullable [] fieldHashes;

  private final int end;
  private boolean marked;

  private ConstantPool(byte[] classFile) {
    bytes = classFile;
    offsets = new int[unsigned2(8)];
    int at = 10;
    for (int index = 1; index < offsets.length; index++) {
      offsets[index] = at;
      int tag = bytes[at];
      switch (tag) {
        case UTF8 -> {
          marked |= isTextAt(at, MARK);
          at += 3 + unsigned2(at + 1);
        }
        case LONG, DOUBLE -> {
          at += 9;
          index++;
        }
        case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> at += 3;
        case METHOD_HANDLE -> at += 4;
        case FIELD_REF -> {
          if (fieldReferenceCount == fieldReferences.length) {
            fieldReferences = Arrays.copyOf(fieldReferences, 8 + 2 * fieldReferenceCount);
          }
          fieldReferences[fieldReferenceCount++] = at;
          at += 5;
        }
        default -> at += 5;
      }
    }
    end = at;
  }

  /** Reads a class file; returns null if these bytes are none. */
  static @Nullable ConstantPool of(byte[] classFile) {
    try {
      return new ConstantPool(classFile);
    } catch (ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }

  /** The internal name of the class in a class file; null if these bytes are none. */
  static @Nullable String className(byte[] classFile) {
    ConstantPool pool = of(classFile);
    return pool == null
        ? null
        : pool.text(pool.unsigned2(pool.offsets[pool.unsigned2(pool.end + 2)] + 1));
  }

  /** Whether the class file mentions {@code @Lazy}. */
  boolean isMarked() {
    return marked;
  }

  /** Whether the class file has a method named as a class initialiser is. */
  boolean hasInitialiser() {
    for (int offset : offsets) {
      if (offset != 0 && bytes[offset] == UTF8 && isTextAt(offset, INITIALISER)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the class may reach a static field, or show a member, that it does not name. */
  boolean mayReflect() {
    return usesReflection() || ReflectiveCalls.isLoader(superName());
  }

  /** Whether the class file refers to a method by which it may do so. */
  private boolean usesReflection() {
    for (int at : offsets) {
      boolean isMethod = at != 0 && (bytes[at] == METHOD_REF || bytes[at] == INTERFACE_METHOD_REF);
      if (isMethod && isReflective(at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isReflective(int reference) {
    int ownerName = unsigned2(offsets[unsigned2(reference + 1)] + 1);
    int owner = offsets[ownerName];
    if (!ReflectiveCalls.isOwner(bytes, owner + 3, unsigned2(owner + 1))) {
      return false;
    }
    int nameAndType = offsets[unsigned2(reference + 3)];
    String method = text(unsigned2(nameAndType + 1));
    return ReflectiveCalls.matches(text(ownerName), method, text(unsigned2(nameAndType + 3)))
        && !isOfProxy(method);
  }

  /** Whether it is a dynamic proxy's look-up of a method that an interface declares. */
  private boolean isOfProxy(String method) {
    return method.equals("getMethod") && "java/lang/reflect/Proxy".equals(superName());
  }

  /** How many references to fields there are; they are numbered from 0. */
  int fieldReferences() {
    return fieldReferenceCount;
  }

  /** The internal name of the class that a field reference names. */
  String fieldOwner(int reference) {
    return text(unsigned2(offsets[unsigned2(fieldReferences[reference] + 1)] + 1));
  }

  /** Whether a field reference names a class of the Java platform. */
  boolean isPlatformField(int reference) {
    int name = offsets[unsigned2(offsets[unsigned2(fieldReferences[reference] + 1)] + 1)] + 3;
    return bytes[name] == 'j'
        && bytes[name + 1] == 'a'
        && bytes[name + 2] == 'v'
        && bytes[name + 3] == 'a'
        && bytes[name + 4] == '/';
  }

  /** Whether a field reference names the class itself, which may yet inherit the field. */
  boolean isOwnField(int reference) {
    return unsigned2(fieldReferences[reference] + 1) == unsigned2(end + 2);
  }

  String fieldDescriptor(int reference) {
    return text(unsigned2(fieldNameAndType(reference) + 3));
  }

  String fieldName(int reference) {
    return text(unsigned2(fieldNameAndType(reference) + 1));
  }

  /** A hash of a referenced field's name and type, the same as {@link #hash(String, String)}. */
  long fieldHash(int reference) {
    long[] hashes = fieldHashes;
    if (hashes == null) {
      hashes = new long[fieldReferenceCount];
      fieldHashes = hashes;
    }
    if (hashes[reference] == 0) {
      int nameAndType = fieldNameAndType(reference);
      hashes[reference] = hash(hash(0, unsigned2(nameAndType + 1)), unsigned2(nameAndType + 3));
    }
    return hashes[reference];
  }

  /** A hash of a referenced field's name, the same as {@link #hash(String)}. */
  long fieldNameHash(int reference) {
    return hash(0, unsigned2(fieldNameAndType(reference) + 1));
  }

  /** Hashes a field's name and descriptor. */
  static long hash(String name, String descriptor) {
    return hash(hash(name), descriptor);
  }

  /** Hashes a name. */
  static long hash(String name) {
    return hash(0, name);
  }

  /** The internal name of the superclass, or null for {@code Object} and modules. */
  @Nullable String superName() {
    int index = unsigned2(end + 4);
    return index == 0 ? null : text(unsigned2(offsets[index] + 1));
  }

  boolean isInterface() {
    return (unsigned2(end) & Modifier.INTERFACE) != 0;
  }

  /** The internal names of the direct superinterfaces. */
  String[] interfaces() {
    int at = end + 6;
    String[] names = new String[unsigned2(at)];
    for (int index = 0; index < names.length; index++) {
      at += 2;
      names[index] = text(unsigned2(offsets[unsigned2(at)] + 1));
    }
    return names;
  }

  /** Hashes, as {@link #hash(String, String)} does, of the fields that the class declares. */
  long[] declaredFields() {
    return fields(0, 0, false);
  }

  /** Hashes of its static fields. */
  long[] staticFields() {
    return fields(Modifier.STATIC, Modifier.STATIC, false);
  }

  /** Hashes of its private fields. */
  long[] privateFields() {
    return fields(Modifier.PRIVATE, Modifier.PRIVATE, false);
  }

  /**
   * Hashes of those fields that other classes may read and that an initialiser may assign: static,
   * final, neither a compile-time constant nor one of an enum.
   */
  long[] initialisedFields() {
    return fields(KINDS, Modifier.STATIC | Modifier.FINAL, true);
  }

  /** Hashes of the fields some of whose flags are as wanted, in the order of declaration. */
  private long[] fields(int flags, int wanted, boolean withoutConstants) {
    int at = end + 6;
    at += 2 + 2 * unsigned2(at);
    long[] fields = new long[unsigned2(at)];
    int count = 0;
    at += 2;
    for (int left = fields.length; left > 0; left--) {
      boolean isOne = (unsigned2(at) & flags) == wanted;
      long field = hash(hash(0, unsigned2(at + 2)), unsigned2(at + 4));
      int attributes = unsigned2(at + 6);
      at += 8;
      for (int attribute = 0; attribute < attributes; attribute++) {
        isOne &= !withoutConstants || !isTextAt(offsets[unsigned2(at)], CONSTANT_VALUE);
        at += 6 + (unsigned2(at + 2) << 16) + unsigned2(at + 4);
      }
      if (isOne) {
        fields[count++] = field;
      }
    }
    return count == fields.length ? fields : Arrays.copyOf(fields, count);
  }

  /** The name of the declared field with a certain hash. */
  String nameOf(long field) {
    int at = end + 6;
    at += 2 + 2 * unsigned2(at);
    at += 2;
    while (hash(hash(0, unsigned2(at + 2)), unsigned2(at + 4)) != field) {
      int attributes = unsigned2(at + 6);
      at += 8;
      for (int attribute = 0; attribute < attributes; attribute++) {
        at += 6 + (unsigned2(at + 2) << 16) + unsigned2(at + 4);
      }
    }
    return text(unsigned2(at + 2));
  }

  /** Whether such hashes include one. */
  static boolean contains(long[] fields, long field) {
    for (long candidate : fields) {
      if (candidate == field) {
        return true;
      }
    }
    return false;
  }

  /** The major version of the class file. */
  int version() {
    return unsigned2(6);
  }

  private int fieldNameAndType(int reference) {
    return offsets[unsigned2(fieldReferences[reference] + 3)];
  }

  private int unsigned2(int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  private boolean isTextAt(int at, byte[] text) {
    return unsigned2(at + 1) == text.length && startsWith(at, text);
  }

  private boolean startsWith(int at, byte[] text) {
    for (int index = 0; index < text.length; index++) {
      if (bytes[at + 3 + index] != text[index]) {
        return false;
      }
    }
    return true;
  }

  /** Decodes a name from modified UTF-8 (JVMS 17 §4.4.7): one to three bytes a char. */
  private String text(int utf8) {
    int at = offsets[utf8] + 3;
    int end = at + unsigned2(at - 2);
    StringBuilder text = new StringBuilder(end - at);
    while (at < end) {
      int first = bytes[at] & 0xFF;
      if (first < 0x80) {
        text.append((char) first);
        at++;
      } else if (first < 0xE0) {
        text.append((char) ((first & 0x1F) << 6 | (bytes[at + 1] & 0x3F)));
        at += 2;
      } else {
        text.append(
            (char) ((first & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | (bytes[at + 2] & 0x3F)));
        at += 3;
      }
    }
    return text.toString();
  }

  private long hash(long seed, int utf8) {
    int at = offsets[utf8];
    return hash(seed, bytes, at + 3, at + 3 + unsigned2(at + 1));
  }

  /** Hashes the bytes of a text in modified UTF-8. */
  private static long hash(long seed, String text) {
    long hash = seed ^ OFFSET_BASIS;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character != 0 && character < 0x80) {
        hash = (hash ^ character) * PRIME;
      } else if (character < 0x800) {
        hash = (hash ^ (0xC0 | character >> 6)) * PRIME;
        hash = (hash ^ (0x80 | (character & 0x3F))) * PRIME;
      } else {
        hash = (hash ^ (0xE0 | character >> 12)) * PRIME;
        hash = (hash ^ (0x80 | (character >> 6 & 0x3F))) * PRIME;
        hash = (hash ^ (0x80 | (character & 0x3F))) * PRIME;
      }
    }
    return hash;
  }

  private static long hash(long seed, byte[] bytes, int from, int to) {
    long hash = seed ^ OFFSET_BASIS;
    for (int at = from; at < to; at++) {
      hash = (hash ^ (bytes[at] & 0xFF)) * PRIME;
    }
    return hash;
  }
}
