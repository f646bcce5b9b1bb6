package io.lazyloader;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a class file says of a class that must not be loaded: its supertypes, its public static
 * members and its entry point (JVMS 17 §4.1). Names are internal, with slashes.
 *
 * @param superName null for {@code java.lang.Object}
 * @param entryPoint what {@link Callable} names; null if it is not there
 */
record ClassSketch(
    @Nullable String superName,
    List<String> interfaces,
    List<Member> methods,
    List<Member> fields,
    @Nullable String entryPoint) {

  /**
   * A public static method or field.
   *
   * @param descriptor as in the class file
   * @param exceptions the internal names of those that a method declares
   */
  record Member(String name, String descriptor, boolean isVarargs, List<String> exceptions) {}

  private static final int ACC_VARARGS = 0x0080;
  private static final int ACC_SYNTHETIC = 0x1000;
  private static final String CALLABLE = "Lio/lazyloader/Callable;";

  /**
   * Reads a class file.
   *
   * @throws IOException if it is none
   */
  static ClassSketch read(byte[] classFile) throws IOException {
    try {
      return new Reader(classFile).read();
    } catch (IndexOutOfBoundsException | ClassCastException | NullPointerException e) {
      throw new IOException("malformed class file", e);
    }
  }

  /** Walks through a class file once. */
  private static final class Reader {
    private final DataInputStream in;

    /** The constants that matter here: text, and the index of a class's name. */
    private Object[] constants = new Object[0];

    private @Nullable String entryPoint;

    Reader(byte[] classFile) {
      this.in = new DataInputStream(new ByteArrayInputStream(classFile));
    }

    ClassSketch read() throws IOException {
      if (in.readInt() != 0xCAFEBABE) {
        throw new IOException("not a class file");
      }
      in.readInt(); // version
      readConstants();
      in.readUnsignedShort(); // access flags
      in.readUnsignedShort(); // this class
      int superClass = in.readUnsignedShort();
      List<String> interfaces = readClassNames();
      List<Member> fields = readMembers();
      List<Member> methods = readMembers();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        String name = text(in.readUnsignedShort());
        int length = in.readInt();
        if (name.equals("RuntimeVisibleAnnotations")) {
          readAnnotations();
        } else {
          in.skipNBytes(length);
        }
      }
      return new ClassSketch(
          superClass == 0 ? null : className(superClass), interfaces, methods, fields, entryPoint);
    }

    private void readConstants() throws IOException {
      constants = new Object[in.readUnsignedShort()];
      for (int index = 1; index < constants.length; index++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> constants[index] = in.readUTF();
          case 7 -> constants[index] = in.readUnsignedShort();
          case 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            index++; // a long or a double takes two entries (JVMS 17 §4.4.5)
          }
          default -> throw new IOException("unknown constant " + tag);
        }
      }
    }

    /** Reads fields or methods; keeps those that are public, static and written in source. */
    private List<Member> readMembers() throws IOException {
      List<Member> members = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        int access = in.readUnsignedShort();
        String name = text(in.readUnsignedShort());
        String descriptor = text(in.readUnsignedShort());
        List<String> exceptions = List.of();
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
          String attribute = text(in.readUnsignedShort());
          int length = in.readInt();
          if (attribute.equals("Exceptions")) {
            exceptions = readClassNames();
          } else {
            in.skipNBytes(length);
          }
        }
        boolean counts =
            Modifier.isPublic(access)
                && Modifier.isStatic(access)
                && (access & ACC_SYNTHETIC) == 0
                && !name.startsWith("<");
        if (counts) {
          boolean isVarargs = (access & ACC_VARARGS) != 0 && descriptor.startsWith("(");
          members.add(new Member(name, descriptor, isVarargs, exceptions));
        }
      }
      return members;
    }

    private List<String> readClassNames() throws IOException {
      List<String> names = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        names.add(className(in.readUnsignedShort()));
      }
      return names;
    }

    private void readAnnotations() throws IOException {
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        readAnnotation();
      }
    }

    private void readAnnotation() throws IOException {
      boolean isCallable = text(in.readUnsignedShort()).equals(CALLABLE);
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        in.readUnsignedShort(); // the element's name; ours has only one
        String value = readElement();
        if (isCallable) {
          entryPoint = value;
        }
      }
    }

    /** Passes over the value of an annotation's element; returns it if it is a string. */
    private @Nullable String readElement() throws IOException {
      char tag = (char) in.readUnsignedByte();
      switch (tag) {
        case 's' -> {
          return text(in.readUnsignedShort());
        }
        case 'e' -> in.skipNBytes(4);
        case '@' -> readAnnotation();
        case '[' -> {
          for (int left = in.readUnsignedShort(); left > 0; left--) {
            readElement();
          }
        }
        default -> in.skipNBytes(2);
      }
      return null;
    }

    private String text(int index) {
      return (String) constants[index];
    }

    private String className(int index) {
      return text((Integer) constants[index]);
    }
  }
}
