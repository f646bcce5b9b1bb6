package io.lazyloader.agent.rewrite;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Finds the methods whose instructions make the JVM initialise certain classes (JVMS 17 §5.5). */
public final class ClassUsers {
  private ClassUsers() {}

  /** Which classes count. */
  public interface Classes {
    /**
     * Decides about a class.
     *
     * @param internalName of a class, or the descriptor of an array
     * @return whether its users are looked for
     */
    boolean include(String internalName);
  }

  /**
   * Looks through a class file, without taking its code apart.
   *
   * @param reader of the class file
   * @param classes whose users to find
   * @return names and descriptors of methods, each pair as one string; all that create an object,
   *     call a static method, or access a static field of one of the classes by an instruction
   */
  public static Set<String> methods(ClassReader reader, Classes classes) {
    return MemberUses.ofClasses(reader, classes)
        .methods(Opcodes.NEW, Opcodes.INVOKESTATIC, Opcodes.GETSTATIC, Opcodes.PUTSTATIC);
  }
}
