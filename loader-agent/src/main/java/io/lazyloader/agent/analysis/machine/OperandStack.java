package io.lazyloader.agent.analysis.machine;

import static org.objectweb.asm.Opcodes.*;

import io.lazyloader.agent.analysis.heap.Values;
import org.jspecify.annotations.Nullable;

/** The operand stack of a frame. A value takes one place here, whatever its type. */
final class OperandStack {
  private final @Nullable Object[] values;
  private int top;

  OperandStack(int size) {
    values = new Object[size];
  }

  void push(@Nullable Object value) {
    values[top++] = value;
  }

  @Nullable Object pop() {
    return values[--top];
  }

  @Nullable Object peek() {
    return values[top - 1];
  }

  /** Takes the operands of a call, the first of which is deepest. */
  @Nullable Object[] pop(int count) {
    @Nullable Object[] operands = new Object[count];
    for (int index = count - 1; index >= 0; index--) {
      operands[index] = pop();
    }
    return operands;
  }

  void clear() {
    top = 0;
  }

  /** Puts one value wherever another one is. */
  void replace(@Nullable Object before, @Nullable Object after) {
    for (int index = 0; index < top; index++) {
      values[index] = values[index] == before ? after : values[index];
    }
  }

  /**
   * Does a stack instruction (JVMS 17 §6.5), by what it does to values of one or two of the places
   * that the JVM counts.
   */
  void shuffle(int opcode) {
    Object first = pop();
    switch (opcode) {
      case POP -> {}
      case POP2 -> {
        if (!Values.isWide(first)) {
          pop();
        }
      }
      case DUP -> push(first, first);
      case DUP_X1 -> {
        Object second = pop();
        push(first, second, first);
      }
      case DUP_X2 -> dupBelowTwo(first);
      case DUP2 -> {
        if (Values.isWide(first)) {
          push(first, first);
        } else {
          Object second = pop();
          push(second, first, second, first);
        }
      }
      case DUP2_X1 -> {
        Object second = pop();
        if (Values.isWide(first)) {
          push(first, second, first);
        } else {
          Object third = pop();
          push(second, first, third, second, first);
        }
      }
      case DUP2_X2 -> dupTwoBelowTwo(first);
      default -> {
        Object second = pop();
        push(first, second);
      }
    }
  }

  private void dupBelowTwo(@Nullable Object first) {
    Object second = pop();
    if (Values.isWide(second)) {
      push(first, second, first);
    } else {
      Object third = pop();
      push(first, third, second, first);
    }
  }

  private void dupTwoBelowTwo(@Nullable Object first) {
    Object second = pop();
    boolean wideFirst = Values.isWide(first);
    if (wideFirst && Values.isWide(second)) {
      push(first, second, first);
      return;
    }
    Object third = pop();
    if (wideFirst) {
      push(first, third, second, first);
    } else if (Values.isWide(third)) {
      push(second, first, third, second, first);
    } else {
      Object fourth = pop();
      push(second, first, fourth, third);
      push(second, first);
    }
  }

  private void push(@Nullable Object... several) {
    for (Object value : several) {
      push(value);
    }
  }
}
