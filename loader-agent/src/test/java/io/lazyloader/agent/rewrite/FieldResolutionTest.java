package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.seeded.Property;
import io.lazyloader.agent.seeded.Seeds;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A reference leads where the JVM finds the field. */
class FieldResolutionTest {
  private static final int TYPES = 7;

  /**
   * Classes and interfaces, each of which is below some of those before it.
   *
   * @param superclass the number of the superclass; -1 if that is {@code Object}
   */
  record Type(
      int number, boolean isInterface, boolean declares, int superclass, List<Integer> interfaces) {
    static List<Type> generate(Random random) {
      List<Type> types = new ArrayList<>();
      for (int number = 0; number < TYPES; number++) {
        boolean isInterface = random.nextBoolean();
        int superclass = -1;
        TreeSet<Integer> interfaces = new TreeSet<>();
        for (Type above : types) {
          if (above.isInterface && random.nextInt(3) == 1) {
            interfaces.add(above.number);
          } else if (!above.isInterface && !isInterface && random.nextBoolean()) {
            superclass = above.number;
          }
        }
        List<Integer> inOrder = new ArrayList<>(interfaces);
        if (random.nextBoolean()) {
          inOrder = new ArrayList<>(interfaces.descendingSet());
        }
        types.add(new Type(number, isInterface, random.nextInt(3) == 1, superclass, inOrder));
      }
      return types;
    }

    String name() {
      return "T" + number;
    }

    byte[] classFile() {
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      writer.visit(
          Opcodes.V17,
          Opcodes.ACC_PUBLIC | (isInterface ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : 0),
          name(),
          null,
          superclass < 0 ? "java/lang/Object" : "T" + superclass,
          interfaces.stream().map(each -> "T" + each).toArray(String[]::new));
      if (declares) {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
        writer.visitField(access, "F", "Ljava/lang/String;", null, name()).visitEnd();
        // Of the same name, and of no interest to a reference of another descriptor.
        writer.visitField(access, "F", "I", null, number).visitEnd();
      }
      return writer.toByteArray();
    }
  }

  @Seeds(first = 200)
  void a_reference_leads_where_the_jvm_finds_the_field(long seed) {
    Property.check(
        seed,
        Type::generate,
        types -> {
          Map<String, byte[]> classFiles = new HashMap<>();
          for (Type type : types) {
            classFiles.put(type.name(), type.classFile());
          }
          for (Type type : types) {
            classFiles.put("Read" + type.name(), reader(type));
          }
          ClassLoader loader = new Loader(classFiles);
          for (Type type : types) {
            assertThat(resolved(types, type)).as(type.name()).isEqualTo(found(loader, type));
          }
        });
  }

  private static @Nullable String resolved(List<Type> types, Type named) {
    FieldResolution<Type> resolution =
        new FieldResolution<>() {
          @Override
          public boolean declares(Type type) {
            return type.declares;
          }

          @Override
          public List<Type> above(Type type) {
            List<Type> above = new ArrayList<>();
            type.interfaces.forEach(each -> above.add(types.get(each)));
            if (type.superclass >= 0) {
              above.add(types.get(type.superclass));
            }
            return above;
          }
        };
    Type declaring = resolution.declaring(named);
    return declaring == null ? null : declaring.name();
  }

  private static @Nullable String found(ClassLoader loader, Type type) throws Exception {
    try {
      return (String) loader.loadClass("Read" + type.name()).getMethod("read").invoke(null);
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(NoSuchFieldError.class);
      return null;
    }
  }

  /** A class that reads the field by the name of a type. */
  private static byte[] reader(Type type) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC, "Read" + type.name(), null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "read", "()Ljava/lang/String;", null, null);
    method.visitFieldInsn(Opcodes.GETSTATIC, type.name(), "F", "Ljava/lang/String;");
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(0, 0);
    return writer.toByteArray();
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classFiles;

    Loader(Map<String, byte[]> classFiles) {
      this.classFiles = classFiles;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] classFile = classFiles.get(name);
      if (classFile == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, classFile, 0, classFile.length);
    }
  }
}
