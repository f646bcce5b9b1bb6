package io.lazyloader.agent.validate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * What may stand where an instruction was.
 *
 * @param code one or more instructions
 * @param kind why it may
 * @param access what it asks of another class, or of this one
 */
record StandIn(List<AbstractInsnNode> code, Kind kind, @Nullable Access access) {
  enum Kind {
    /** The instruction itself. */
    SAME,
    /** A read of a deferred field. */
    READ,
    /** An assignment of a deferred field, or a read beside its proxy. */
    STORE,
    /** A call of reflection. */
    GUARD,
    /** A call by which a class loader may be closed. */
    CLOSE,
    /** The end of an initialiser. */
    END
  }

  static StandIn same(AbstractInsnNode node) {
    return new StandIn(List.of(node), Kind.SAME, null);
  }

  static StandIn of(Kind kind, List<AbstractInsnNode> code) {
    return new StandIn(code, kind, null);
  }

  boolean isSame() {
    return kind == Kind.SAME;
  }

  /** Which of the instructions is the original one, or stands for it. */
  int mainIndex(AbstractInsnNode original) {
    for (int index = 0; index < code.size(); index++) {
      if (Instructions.areSame(code.get(index), original)) {
        return index;
      }
    }
    return 0;
  }
}
