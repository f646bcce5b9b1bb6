package io.lazyloader.agent.record;

import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What the regions of a class call that other classes' regions may call, too, so that whoever calls
 * first pays for what all need: a logger's factory, a type factory, a registry.
 *
 * <p>Static methods and constructors count, and the objects that Kotlin and Scala keep their
 * singletons' methods in. Left out are methods of the class itself and the plain values and
 * collections of {@code java.lang} and {@code java.util}, which set nothing up.
 */
final class SharedCalls {
  /** A region that calls more does so much of its own that nothing else can be told of it. */
  private static final int MOST_CALLS = 16;

  private static final Set<String> SINGLETONS = Set.of("INSTANCE", "Companion", "MODULE$");

  private final String className;
  private final List<AbstractInsnNode> instructions;

  /**
   * @param className by internal name
   * @param initialiser of that class, without probes
   */
  SharedCalls(String className, Initialiser initialiser) {
    this.className = className;
    this.instructions = initialiser.instructions();
  }

  /** Returns them sorted, as {@code org.slf4j.LoggerFactory.getLogger}; none if they are many. */
  List<String> of(Region region) {
    TreeSet<String> calls = new TreeSet<>();
    for (AbstractInsnNode node : instructions.subList(region.start(), region.end())) {
      if (node instanceof MethodInsnNode call && isCall(call)) {
        calls.add(RegionProfile.call(call.owner.replace('/', '.'), call.name));
      } else if (node instanceof FieldInsnNode field && isSingleton(field)) {
        calls.add(RegionProfile.call(field.owner.replace('/', '.'), field.name));
      }
    }
    return calls.size() > MOST_CALLS ? List.of() : List.copyOf(calls);
  }

  private boolean isCall(MethodInsnNode call) {
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    boolean isConstructor = call.name.equals("<init>");
    return (isStatic || isConstructor) && !call.owner.equals(className) && !isPlain(call.owner);
  }

  private boolean isSingleton(FieldInsnNode field) {
    return field.getOpcode() == Opcodes.GETSTATIC
        && SINGLETONS.contains(field.name)
        && !field.owner.equals(className);
  }

  private static boolean isPlain(String owner) {
    String directory = owner.substring(0, owner.lastIndexOf('/') + 1);
    return directory.equals("java/lang/")
        || directory.equals("java/util/")
        || directory.startsWith("java/util/concurrent/");
  }
}
