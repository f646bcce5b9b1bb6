package io.lazyloader.agent.validate;

import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;

/** What may stand where an instruction of a method was. */
interface Rules {
  /** Nothing but the instruction itself. */
  Rules IDENTITY =
      new Rules() {
        @Override
        public List<StandIn> of(AbstractInsnNode original) {
          return List.of(StandIn.same(original));
        }

        @Override
        public boolean isConstantOf(AbstractInsnNode original, AbstractInsnNode found) {
          return false;
        }

        @Override
        public void chosen(AbstractInsnNode original, StandIn standIn) {}
      };

  /** All that may; none contains a jump but the instruction itself. */
  List<StandIn> of(AbstractInsnNode original);

  /**
   * Whether an instruction is the original but for its constants, and these may stand for those.
   */
  boolean isConstantOf(AbstractInsnNode original, AbstractInsnNode found);

  /** Is told what was found. */
  void chosen(AbstractInsnNode original, StandIn standIn);
}
