package io.lazyloader.agent.analysis.world;

import org.objectweb.asm.Type;

/** Names as people read them. */
public final class Names {
  private Names() {}

  /** Whether a class belongs to the Java platform, by its internal name. */
  public static boolean isOfPlatform(String name) {
    return name.startsWith("java/") || name.startsWith("jdk/") || name.startsWith("sun/");
  }

  public static String binary(String internalName) {
    return internalName.replace('/', '.');
  }

  /** A method with the simple names of its parameter types. */
  public static String method(String owner, String name, String descriptor) {
    StringBuilder text = new StringBuilder(binary(owner)).append('.').append(name).append('(');
    String separator = "";
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      String type = parameter.getClassName();
      text.append(separator).append(type.substring(type.lastIndexOf('.') + 1));
      separator = ", ";
    }
    return text.append(')').toString();
  }
}
