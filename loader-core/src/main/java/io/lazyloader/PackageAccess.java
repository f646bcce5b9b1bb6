package io.lazyloader;

import static io.lazyloader.runtime.ClassFileWriter.ACC_FINAL;
import static io.lazyloader.runtime.ClassFileWriter.ACC_STATIC;
import static io.lazyloader.runtime.ClassFileWriter.ACC_SYNTHETIC;

import io.lazyloader.runtime.ClassFileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Gets the full access of a package that is open to us. A lookup that has come into it from another
 * Java module, each class loader's unnamed one included, may define classes there, but no hidden
 * ones. So one small class is defined, once for a package, that hands out a lookup of its own:
 *
 * <pre>{@code
 * final class LazyModuleAccess {
 *   static MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
 * }
 * }</pre>
 */
final class PackageAccess {
  private static final String NAME = "LazyModuleAccess";
  private static final String METHOD = "lookup";

  private static final int INVOKESTATIC = 0xb8;
  private static final int ARETURN = 0xb0;

  private PackageAccess() {}

  /**
   * Returns a lookup that may define hidden classes.
   *
   * @param lookup may define classes in its class's package
   * @throws IllegalAccessException if it may not
   */
  static MethodHandles.Lookup full(MethodHandles.Lookup lookup) throws IllegalAccessException {
    String packageName = lookup.lookupClass().getPackageName();
    String name = packageName.isEmpty() ? NAME : packageName + '.' + NAME;
    try {
      return (MethodHandles.Lookup)
          lookup
              .findStatic(
                  defined(lookup, name), METHOD, MethodType.methodType(MethodHandles.Lookup.class))
              .invokeExact();
    } catch (IllegalAccessException e) {
      throw e;
    } catch (Throwable e) {
      throw Sneaky.thrown(e);
    }
  }

  private static Class<?> defined(MethodHandles.Lookup lookup, String name)
      throws IllegalAccessException, ClassNotFoundException {
    try {
      return lookup.findClass(name);
    } catch (ClassNotFoundException e) {
      try {
        return lookup.defineClass(classFile(name.replace('.', '/')));
      } catch (LinkageError another) {
        // Another thread was faster.
        return lookup.findClass(name);
      }
    }
  }

  private static byte[] classFile(String name) {
    String descriptor = "()Ljava/lang/invoke/MethodHandles$Lookup;";
    ClassFileWriter writer = new ClassFileWriter(name);
    try {
      ClassFileWriter.Code code = writer.new Code();
      code.invoke(INVOKESTATIC, "java/lang/invoke/MethodHandles", METHOD, descriptor);
      code.out.writeByte(ARETURN);
      writer.method(ACC_STATIC, METHOD, descriptor, code, 1, 0);
      return writer.classFile(ACC_FINAL | ACC_SYNTHETIC, ClassFileWriter.OBJECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
