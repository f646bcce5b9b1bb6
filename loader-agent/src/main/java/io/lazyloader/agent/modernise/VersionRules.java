package io.lazyloader.agent.modernise;

import io.lazyloader.agent.modernise.ClassFile.Attribute;
import io.lazyloader.agent.modernise.ClassFile.Member;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * What HotSpot takes differently in class files of version 50 and of those before, other than that
 * it verifies them by stack maps. A class that has any of that stays as it is, but for flags of
 * interfaces that say nothing.
 *
 * <p>The rules are those of HotSpot's {@code classFileParser.cpp} (JDK 17 and 25): the comparisons
 * with {@code JAVA_1_5_VERSION} and {@code JAVA_6_VERSION}. Names are held to fewer rules from 49
 * on, so what was allowed stays so.
 */
final class VersionRules {
  /** Attributes that mean nothing to the JVM below version 49 (JVMS 17 table 4.7-A). */
  private static final Set<String> SINCE_49 =
      Set.of(
          "AnnotationDefault",
          "EnclosingMethod",
          "LocalVariableTypeTable",
          "RuntimeInvisibleAnnotations",
          "RuntimeInvisibleParameterAnnotations",
          "RuntimeInvisibleTypeAnnotations",
          "RuntimeVisibleAnnotations",
          "RuntimeVisibleParameterAnnotations",
          "RuntimeVisibleTypeAnnotations",
          "Signature");

  private static final String FORBIDDEN = " has flags that version 49 began to forbid";

  private final ClassFile classFile;

  private VersionRules(ClassFile classFile) {
    this.classFile = classFile;
  }

  /**
   * Finds what a class would lose or gain by version 50.
   *
   * @return the end of a sentence about the class, or null
   */
  static @Nullable String obstacle(ClassFile classFile) {
    int major = classFile.u2(6);
    if (major < Opcodes.V1_4 && LongForms.areIn(classFile)) {
      return "it has characters in forms that version 48 began to forbid";
    }
    return major < Opcodes.V1_5 ? new VersionRules(classFile).obstacle() : null;
  }

  /**
   * Writes the flags of interfaces as HotSpot reads them anyway in a class file before version 50,
   * and as it demands them from then on: abstract, and not {@code ACC_SUPER}, which says nothing of
   * an interface, and which {@link Class#getModifiers} leaves out.
   */
  static void adjustFlags(ClassFile classFile) {
    adjustFlags(classFile, classFile.poolEnd);
    for (Attribute attribute : classFile.attributes) {
      if (attribute.name().equals("InnerClasses")) {
        // Behind the number of classes, four numbers for each (JVMS 17 §4.7.6).
        for (int at = attribute.begin() + 8; at < attribute.end(); at += 8) {
          adjustFlags(classFile, at + 6);
        }
      }
    }
  }

  private static void adjustFlags(ClassFile classFile, int at) {
    int flags = classFile.u2(at);
    if ((flags & Opcodes.ACC_INTERFACE) != 0) {
      int adjusted = (flags | Opcodes.ACC_ABSTRACT) & ~Opcodes.ACC_SUPER;
      classFile.bytes[at] = (byte) (adjusted >> 8);
      classFile.bytes[at + 1] = (byte) adjusted;
    }
  }

  private @Nullable String obstacle() {
    boolean isInterface = (classFile.accessFlags() & Opcodes.ACC_INTERFACE) != 0;
    int ofOthers = isInterface ? Opcodes.ACC_ENUM : Opcodes.ACC_ANNOTATION;
    String obstacle =
        (classFile.accessFlags() & ofOthers) == 0
            ? ofAttributes(classFile.attributes)
            : "it" + FORBIDDEN;
    for (Member field : classFile.fields) {
      obstacle = obstacle == null ? ofAttributes(field.attributes()) : obstacle;
      if (isInterface && (field.accessFlags() & Opcodes.ACC_ENUM) != 0) {
        obstacle = "its field " + field.name() + FORBIDDEN;
      }
    }
    for (Member method : classFile.methods) {
      obstacle = obstacle == null ? ofAttributes(method.attributes()) : obstacle;
      for (Attribute attribute : method.attributes()) {
        if (obstacle == null && attribute.name().equals("Code")) {
          obstacle = ofCode(method, classFile.code(attribute).attributes());
        }
      }
      if ((method.accessFlags() & forbidden(method, isInterface)) != 0) {
        obstacle = "its method " + method.name() + FORBIDDEN;
      }
    }
    return obstacle;
  }

  private @Nullable String ofCode(Member method, List<Attribute> attributes) {
    Set<Long> variables = new HashSet<>();
    for (Attribute attribute : attributes) {
      if (attribute.name().equals("LocalVariableTable")) {
        // Behind the number of variables, five numbers for each (JVMS 17 §4.7.13).
        for (int at = attribute.begin() + 8; at < attribute.end(); at += 10) {
          int range = classFile.reader.readInt(at);
          int nameAndIndex = (classFile.u2(at + 4) << 16) | classFile.u2(at + 8);
          if (!variables.add(((long) range << 32) | (nameAndIndex & 0xFFFFFFFFL))) {
            return "its method "
                + method.name()
                + " lists a variable twice, which version 49 began to forbid";
          }
        }
      }
    }
    return ofAttributes(attributes);
  }

  private static int forbidden(Member method, boolean isInterface) {
    if (method.name().equals("<clinit>")) {
      return 0;
    }
    if (method.name().equals("<init>")) {
      return Opcodes.ACC_BRIDGE;
    }
    int ofAbstract = Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_STRICT;
    if (isInterface) {
      return ofAbstract | Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED;
    }
    return (method.accessFlags() & Opcodes.ACC_ABSTRACT) != 0 ? ofAbstract : 0;
  }

  private static @Nullable String ofAttributes(List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      if (SINCE_49.contains(attribute.name())) {
        return "it has an attribute "
            + attribute.name()
            + ", which is overlooked in a class of its version";
      }
    }
    return null;
  }
}
