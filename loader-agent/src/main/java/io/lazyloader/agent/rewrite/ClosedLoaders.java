package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;

/**
 * How class loaders are closed. Free of ASM, for a quick look at a class that may not have to be
 * rewritten.
 */
public final class ClosedLoaders {
  /** The class loader of the JDK that programs make, and close. */
  public static final String URL_CLASS_LOADER = "java/net/URLClassLoader";

  private ClosedLoaders() {}

  /**
   * Tells whether a call may close a class loader.
   *
   * @param owner internal name of the method's class
   * @param name the method's name
   * @param descriptor the method's type
   * @return true for the {@code close} of the types by which a {@code URLClassLoader} is known
   */
  public static boolean mayBeClosed(String owner, String name, String descriptor) {
    return name.equals("close")
        && descriptor.equals("()V")
        && (owner.equals(URL_CLASS_LOADER)
            || owner.equals("java/io/Closeable")
            || owner.equals("java/lang/AutoCloseable"));
  }

  /**
   * Tells whether a class is a class loader, as far as its superclass tells.
   *
   * @param superName internal name of its superclass
   * @return true below the class loaders of the JDK
   */
  public static boolean isLoader(@Nullable String superName) {
    return URL_CLASS_LOADER.equals(superName)
        || "java/security/SecureClassLoader".equals(superName)
        || "java/lang/ClassLoader".equals(superName);
  }
}
