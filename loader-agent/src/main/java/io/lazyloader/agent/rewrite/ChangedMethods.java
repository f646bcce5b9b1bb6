package io.lazyloader.agent.rewrite;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The methods of a class whose instructions change, each as its name and descriptor.
 *
 * @param reading those that read deferred fields
 * @param reflecting those that may reach fields that they do not name
 * @param closing those that must tell that they close a class loader
 */
record ChangedMethods(Set<String> reading, Set<String> reflecting, Set<String> closing) {
  static ChangedMethods of(
      ClassReader reader, ClassFacts facts, Request request, DeferredFields deferred) {
    return new ChangedMethods(
        MemberUses.ofFields(reader, deferred).methods(Opcodes.GETSTATIC),
        request.resolvesReflection() ? reflecting(reader) : Set.of(),
        request.closesTell() || (request.resolvesReflection() && facts.isLoader())
            ? CloseSites.methods(reader, facts, request.closesTell())
            : Set.of());
  }

  /** The methods that may reach fields that they do not name, or show members. */
  static Set<String> reflecting(ClassReader reader) {
    return MemberUses.ofReflection(reader)
        .methods(
            Opcodes.INVOKEVIRTUAL,
            Opcodes.INVOKEINTERFACE,
            Opcodes.INVOKESTATIC,
            Opcodes.INVOKESPECIAL,
            Opcodes.INVOKEDYNAMIC);
  }

  boolean areNone() {
    return reading.isEmpty() && reflecting.isEmpty() && closing.isEmpty();
  }
}
