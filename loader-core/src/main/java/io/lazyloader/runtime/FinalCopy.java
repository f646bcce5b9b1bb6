package io.lazyloader.runtime;

import static io.lazyloader.runtime.ClassFileWriter.ACC_FINAL;
import static io.lazyloader.runtime.ClassFileWriter.ACC_PRIVATE;
import static io.lazyloader.runtime.ClassFileWriter.ACC_PUBLIC;
import static io.lazyloader.runtime.ClassFileWriter.ACC_STATIC;
import static io.lazyloader.runtime.ClassFileWriter.ACC_SYNTHETIC;
import static io.lazyloader.runtime.ClassFileWriter.OBJECT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * A final copy of a resolved field, for reflection where the field itself can't serve: one that is
 * not final any more could be written by a {@code VarHandle}, and one of an interface holds
 * nothing. As it was final in the source, its value stays. The copy is in a hidden class, a nest
 * mate of the declaring one, with the access rights of both:
 *
 * <pre>{@code
 * public final class Owner$FIELD$Final {
 *   public static final Foo VALUE = Owner.$lazy$FIELD();
 * }
 * }</pre>
 */
final class FinalCopy {
  private static final int INVOKESTATIC = 184;
  private static final int PUTSTATIC = 179;
  private static final int RETURN = 177;
  private static final String VALUE = "VALUE";

  private FinalCopy() {}

  /**
   * Makes a copy.
   *
   * @param lookup that of the declaring class
   * @param field resolved
   * @return a lookup in the class that holds it
   */
  static MethodHandles.Lookup of(MethodHandles.Lookup lookup, Field field) {
    try {
      return lookup.defineHiddenClass(
          classFile(field), true, MethodHandles.Lookup.ClassOption.NESTMATE);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(
          field.getDeclaringClass().getName() + " has no accessor for " + field.getName(), e);
    }
  }

  /** Finds the copy by reflection. */
  static Field field(MethodHandles.Lookup copy) {
    try {
      return copy.lookupClass().getDeclaredField(VALUE);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] classFile(Field field) {
    String owner = field.getDeclaringClass().getName().replace('.', '/');
    String descriptor = field.getType().descriptorString();
    ClassFileWriter writer = new ClassFileWriter(owner + '$' + field.getName() + "$Final");
    try {
      int kept = ACC_PUBLIC | ACC_PRIVATE | Modifier.PROTECTED;
      writer.field(
          (field.getModifiers() & kept) | ACC_STATIC | ACC_FINAL | ACC_SYNTHETIC,
          VALUE,
          descriptor);
      ClassFileWriter.Code code = writer.new Code();
      String accessor = EmittedNames.EMITTED + field.getName();
      if (field.getDeclaringClass().isInterface()) {
        code.invokeOfInterface(INVOKESTATIC, owner, accessor, "()" + descriptor, 0);
      } else {
        code.invoke(INVOKESTATIC, owner, accessor, "()" + descriptor);
      }
      code.out.writeByte(PUTSTATIC);
      code.out.writeShort(writer.ownField(VALUE, descriptor));
      code.out.writeByte(RETURN);
      writer.method(ACC_STATIC, "<clinit>", "()V", code, 2, 0);
      int visibility = field.getDeclaringClass().getModifiers() & ACC_PUBLIC;
      return writer.classFile(visibility | ACC_FINAL | ACC_SYNTHETIC, OBJECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
