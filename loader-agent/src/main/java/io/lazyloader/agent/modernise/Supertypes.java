package io.lazyloader.agent.modernise;

import io.lazyloader.agent.analysis.ClassSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** What classes extend, as class files say. May be used by several threads. */
final class Supertypes {
  private static final String OBJECT = "java/lang/Object";

  private final ClassSource source;

  /** Without a value for classes that there are not. */
  private final Map<String, Optional<Type>> types = new ConcurrentHashMap<>();

  Supertypes(ClassSource source) {
    this.source = source;
  }

  /**
   * The most special type that values of two types have in common, to the verifier: it takes
   * interfaces for {@code java/lang/Object} (JVMS 17 §4.10.1.2), so that is what an interface has
   * in common with any other type.
   *
   * @param own the class in whose code the types meet, which need not be the one that is found by
   *     its name
   * @throws NotModernisedException if a class that is not there decides
   */
  String common(ClassReader own, String one, String other) {
    if (one.equals(other)) {
      return one;
    }
    if (isInterface(own, one) || isInterface(own, other)) {
      return OBJECT;
    }
    List<String> chain = chain(own, one);
    List<String> otherChain = chain(own, other);
    for (String type : otherChain) {
      // A chain that ends too early still holds: what is on both of them is above all before it.
      if (chain.contains(type)) {
        return type;
      }
    }
    String end = chain.get(chain.size() - 1);
    String missing = end.equals(OBJECT) ? otherChain.get(otherChain.size() - 1) : end;
    throw new NotModernisedException(
        "what "
            + one
            + " and "
            + other
            + " have in common depends on "
            + missing
            + ", which is not there");
  }

  private boolean isInterface(ClassReader own, String name) {
    Type type = find(own, name);
    return type != null && type.isInterface;
  }

  /** A class and what it extends, up to Object or the first that is not there. */
  private List<String> chain(ClassReader own, String name) {
    List<String> chain = new ArrayList<>();
    String next = name;
    while (next != null && !chain.contains(next)) {
      chain.add(next);
      Type type = find(own, next);
      next = type == null ? null : type.superName;
    }
    return chain;
  }

  private @Nullable Type find(ClassReader own, String name) {
    if (name.equals(own.getClassName())) {
      return Type.of(own);
    }
    return types.computeIfAbsent(name, this::read).orElse(null);
  }

  private Optional<Type> read(String name) {
    byte[] classFile = source.classFile(name);
    try {
      return classFile == null
          ? Optional.empty()
          : Optional.of(Type.of(new ClassReader(classFile)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Malformed, or of a version that is not known.
      return Optional.empty();
    }
  }

  private record Type(@Nullable String superName, boolean isInterface) {
    static Type of(ClassReader reader) {
      boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
      return new Type(reader.getSuperName(), isInterface);
    }
  }
}
