package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The {@code <clinit>} of a class as the rewriter sees it, for those who judge its regions.
 *
 * <p>Positions number the instructions, without the labels, line numbers and frames between them.
 */
public final class Initialiser {
  private final ClassReader reader;
  private final ClassFacts facts;
  private final MethodNode method;

  private Initialiser(ClassReader reader, ClassFacts facts, MethodNode method) {
    this.reader = reader;
    this.facts = facts;
    this.method = method;
  }

  /**
   * Reads the initialiser of a class.
   *
   * @param reader of its class file
   * @return null if the class has none
   */
  public static @Nullable Initialiser of(ClassReader reader) {
    ClassFacts facts = ClassFacts.read(reader);
    MethodNode method = facts.initialiser();
    return method == null ? null : new Initialiser(reader, facts, method);
  }

  /**
   * Returns the code.
   *
   * @return not to be changed
   */
  public MethodNode method() {
    return method;
  }

  /**
   * Returns the instructions by their positions, as they are now.
   *
   * @return a list of its own
   */
  public List<AbstractInsnNode> instructions() {
    List<AbstractInsnNode> instructions = new ArrayList<>();
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() >= 0) {
        instructions.add(node);
      }
    }
    return instructions;
  }

  /**
   * Finds the smallest slice around an instruction that is closed: entered at its start and left at
   * its end with an empty operand stack, with no local that lives across its edges.
   *
   * @param position of the instruction
   * @return null if nothing short of the whole initialiser is closed
   */
  public @Nullable Region around(int position) {
    RegionFinder finder = facts.finder();
    return finder == null ? null : finder.around(position);
  }

  /**
   * Finds the regions of all fields that have the shape to be deferred, should a plan name them.
   *
   * @return disjoint, in the order of the code
   */
  public List<Region> deferrable() {
    Set<String> statics = new LinkedHashSet<>();
    for (Field field : facts.fields().values()) {
      if (field.isStatic()) {
        statics.add(field.name);
      }
    }
    return new Decider(reader, facts, Request.NONE.planned(statics)).decide().regions();
  }
}
