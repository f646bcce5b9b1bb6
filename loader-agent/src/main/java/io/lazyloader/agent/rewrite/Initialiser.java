package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.MethodNode;

/**
 * The {@code <clinit>} of a class as the rewriter sees it, for those who judge its regions.
 *
 * <p>Positions number the instructions, without the labels, line numbers and frames between them.
 */
public final class Initialiser {
  private final MethodNode method;
  private final @Nullable InitialiserCode code;
  private final @Nullable RegionFinder finder;

  private Initialiser(ClassFacts facts, MethodNode method) {
    this.method = method;
    this.code = InitialiserCode.of(facts.name(), method);
    this.finder = code == null ? null : new RegionFinder(code, facts.name());
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
    return method == null ? null : new Initialiser(facts, method);
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
   * Finds the smallest slice around an instruction that is closed: entered at its start and left at
   * its end with an empty operand stack, with no local that lives across its edges.
   *
   * @param position of the instruction
   * @return null if nothing short of the whole initialiser is closed
   */
  public @Nullable Region around(int position) {
    return finder == null ? null : finder.around(position);
  }
}
