package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/** Stack map frames (JVMS 17 §4.7.4) of the same place in two versions of a method. */
final class Frames {
  private Frames() {}

  /**
   * Tells whether a frame may stand where another one was.
   *
   * @param mayKnowLess whether it may be missing, or have {@code top} for a local that nobody reads
   * @param moved where a label of the original is now
   * @param found where a label of the changed code is
   */
  static boolean fits(
      @Nullable FrameNode before,
      @Nullable FrameNode after,
      boolean mayKnowLess,
      ToIntFunction<LabelNode> moved,
      ToIntFunction<LabelNode> found) {
    if (before == null || after == null) {
      // What is too few for the JVM, its verifier says.
      return before == after || mayKnowLess;
    }
    List<Object> expected = slots(before.local, moved);
    List<Object> actual = slots(after.local, found);
    if (!slots(before.stack, moved).equals(slots(after.stack, found))) {
      return false;
    }
    if (!mayKnowLess) {
      return expected.equals(actual);
    }
    for (int slot = 0; slot < actual.size(); slot++) {
      Object type = actual.get(slot);
      if (!type.equals(Opcodes.TOP)
          && (slot >= expected.size() || !type.equals(expected.get(slot)))) {
        return false;
      }
    }
    return true;
  }

  /** A type for each slot, without the unknown ones at the end. */
  private static List<Object> slots(
      @Nullable List<Object> types, ToIntFunction<LabelNode> position) {
    List<Object> slots = new ArrayList<>();
    if (types != null) {
      for (Object type : types) {
        boolean isWide = Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type);
        slots.add(type instanceof LabelNode label ? List.of(position.applyAsInt(label)) : type);
        if (isWide) {
          slots.add(Opcodes.TOP);
        }
      }
    }
    while (!slots.isEmpty() && slots.get(slots.size() - 1).equals(Opcodes.TOP)) {
      slots.remove(slots.size() - 1);
    }
    return slots;
  }
}
