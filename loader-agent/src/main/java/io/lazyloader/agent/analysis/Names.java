package io.lazyloader.agent.analysis;

import org.objectweb.asm.Type;

/** Names as people read them. */
final class Names {
  private Names() {}

  static String binary(String internalName) {
    return internalName.replace('/', '.');
  }

  /** A method with the simple names of its parameter types. */
  static String method(String owner, String name, String descriptor) {
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
