package io.lazyloader.runtime;

import static io.lazyloader.runtime.ClassFileWriter.ACC_FINAL;
import static io.lazyloader.runtime.ClassFileWriter.ACC_STATIC;
import static io.lazyloader.runtime.ClassFileWriter.ACC_SYNTHETIC;
import static io.lazyloader.runtime.ClassFileWriter.OBJECT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;

/**
 * A {@code VarHandle} that reads a resolved field and can't write it. The field itself is not final
 * any more, so any handle for it could; but as it was, its value stays. The handle is for a final
 * field of a hidden class, a nest mate of the declaring one:
 *
 * <pre>{@code
 * final class Owner$FIELD$Final {
 *   static final Foo VALUE = Owner.$lazy$FIELD();
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
   * Makes the handle.
   *
   * @param lookup that of the declaring class
   * @param field resolved, of a class
   * @return a handle of the field's type
   */
  static VarHandle handle(MethodHandles.Lookup lookup, Field field) {
    try {
      MethodHandles.Lookup copy =
          lookup.defineHiddenClass(
              classFile(field), true, MethodHandles.Lookup.ClassOption.NESTMATE);
      return copy.findStaticVarHandle(copy.lookupClass(), VALUE, field.getType());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          field.getDeclaringClass().getName() + " has no accessor for " + field.getName(), e);
    }
  }

  private static byte[] classFile(Field field) {
    String owner = field.getDeclaringClass().getName().replace('.', '/');
    String descriptor = field.getType().descriptorString();
    ClassFileWriter writer = new ClassFileWriter(owner + '$' + field.getName() + "$Final");
    try {
      writer.field(ACC_STATIC | ACC_FINAL | ACC_SYNTHETIC, VALUE, descriptor);
      ClassFileWriter.Code code = writer.new Code();
      code.invoke(INVOKESTATIC, owner, "$lazy$" + field.getName(), "()" + descriptor);
      code.out.writeByte(PUTSTATIC);
      code.out.writeShort(writer.ownField(VALUE, descriptor));
      code.out.writeByte(RETURN);
      writer.method(ACC_STATIC, "<clinit>", "()V", code, 2, 0);
      return writer.classFile(ACC_FINAL | ACC_SYNTHETIC, OBJECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
