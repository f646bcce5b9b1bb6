package io.lazyloader.agent.validate;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The default {@code serialVersionUID} (Java Object Serialization Specification §4.6). */
final class SerialVersion {
  private static final int OF_CLASS =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
  private static final int OF_FIELD =
      Added.VISIBILITY
          | Opcodes.ACC_STATIC
          | Opcodes.ACC_FINAL
          | Opcodes.ACC_VOLATILE
          | Opcodes.ACC_TRANSIENT;
  private static final int OF_METHOD =
      Added.VISIBILITY
          | Opcodes.ACC_STATIC
          | Opcodes.ACC_FINAL
          | Opcodes.ACC_SYNCHRONIZED
          | Opcodes.ACC_NATIVE
          | Opcodes.ACC_ABSTRACT
          | Opcodes.ACC_STRICT;

  private SerialVersion() {}

  /** Whether rewriting changes the number of a class whose objects may have a serial form. */
  static boolean isNeeded(Declared before, Declared after) {
    ClassNode type = before.node();
    boolean maySerialise =
        type.superName != null
            && (type.access & Opcodes.ACC_ENUM) == 0
            && !type.superName.equals("java/lang/Record")
            && !(type.superName.equals("java/lang/Object") && type.interfaces.isEmpty());
    return maySerialise
        && !before.declares(Names.SERIAL_VERSION)
        && of(before) != of(after, member -> !isAdded(before, member));
  }

  /** Computes the number of a class. */
  static long of(Declared type) {
    return of(type, member -> true);
  }

  /** What is added beside the members of deferred fields counts for nothing. */
  private static boolean isAdded(Declared before, String member) {
    boolean isMeant = member.equals(Names.SERIAL_VERSION + " J") || member.equals("close()V");
    return isMeant && !before.fields().containsKey(member) && !before.methods().containsKey(member);
  }

  private static long of(Declared type, Predicate<String> counts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, type.node(), counts);
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(bytes.toByteArray());
      long version = 0;
      for (int index = 7; index >= 0; index--) {
        version = version << 8 | (hash[index] & 0xFF);
      }
      return version;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      // Every JDK has it.
      throw new IllegalStateException(e);
    }
  }

  private static void write(DataOutputStream out, ClassNode type, Predicate<String> counts)
      throws IOException {
    out.writeUTF(type.name.replace('/', '.'));
    out.writeInt(flags(type) & OF_CLASS);
    List<String> interfaces = new ArrayList<>(type.interfaces);
    interfaces.replaceAll(name -> name.replace('/', '.'));
    interfaces.sort(Comparator.naturalOrder());
    for (String name : interfaces) {
      out.writeUTF(name);
    }
    List<FieldNode> fields = new ArrayList<>(type.fields);
    fields.sort(Comparator.comparing(field -> field.name));
    for (FieldNode field : fields) {
      boolean isPrivate = (field.access & Opcodes.ACC_PRIVATE) != 0;
      boolean isLeftOut =
          isPrivate && (field.access & (Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT)) != 0;
      if (!isLeftOut && counts.test(field.name + ' ' + field.desc)) {
        out.writeUTF(field.name);
        out.writeInt(field.access & OF_FIELD);
        out.writeUTF(field.desc);
      }
    }
    List<MethodNode> methods = new ArrayList<>(type.methods);
    methods.removeIf(method -> !counts.test(method.name + method.desc));
    methods.sort(
        Comparator.comparing((MethodNode method) -> method.name)
            .thenComparing(method -> method.desc.replace('/', '.')));
    write(out, methods, Names.INITIALISER, true);
    write(out, methods, "<init>", true);
    write(out, methods, "<init>", false);
  }

  /** Those of a name, or those of any name but that and {@code <clinit>}. */
  private static void write(
      DataOutputStream out, List<MethodNode> methods, String name, boolean ofName)
      throws IOException {
    for (MethodNode method : methods) {
      boolean isInitialiser = method.name.equals(Names.INITIALISER);
      boolean isMeant =
          ofName ? method.name.equals(name) : !isInitialiser && !method.name.equals(name);
      if (isMeant && (isInitialiser || (method.access & Opcodes.ACC_PRIVATE) == 0)) {
        out.writeUTF(method.name);
        out.writeInt(isInitialiser ? Opcodes.ACC_STATIC : method.access & OF_METHOD);
        out.writeUTF(isInitialiser ? "()V" : method.desc.replace('/', '.'));
      }
    }
  }

  /** A nested class has the modifiers of its source. */
  private static int flags(ClassNode type) {
    int flags = type.access;
    if (type.innerClasses != null) {
      for (InnerClassNode inner : type.innerClasses) {
        if (inner.name.equals(type.name)) {
          flags = inner.access;
        }
      }
    }
    if ((flags & Opcodes.ACC_INTERFACE) != 0) {
      boolean hasMethods = false;
      for (MethodNode method : type.methods) {
        hasMethods |= !method.name.equals(Names.INITIALISER);
      }
      flags = hasMethods ? flags | Opcodes.ACC_ABSTRACT : flags & ~Opcodes.ACC_ABSTRACT;
    }
    return flags;
  }
}
