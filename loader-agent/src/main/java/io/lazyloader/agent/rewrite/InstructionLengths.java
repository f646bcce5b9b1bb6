package io.lazyloader.agent.rewrite;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** How many bytes an instruction takes (JVMS 17 §6.5). */
final class InstructionLengths {
  // Opcodes that ASM shows as others.
  private static final int LDC_W = 19;
  private static final int LDC2_W = 20;
  private static final int WIDE = 196;
  private static final int GOTO_W = 200;
  private static final int JSR_W = 201;

  private InstructionLengths() {}

  /**
   * Measures an instruction.
   *
   * @param at where it is in the class file
   * @param offset where it is in its method, which the padding of switches depends on
   */
  static int at(ClassReader reader, int at, int offset) {
    int opcode = reader.readByte(at);
    return switch (opcode) {
      case Opcodes.BIPUSH,
          Opcodes.LDC,
          Opcodes.ILOAD,
          Opcodes.LLOAD,
          Opcodes.FLOAD,
          Opcodes.DLOAD,
          Opcodes.ALOAD,
          Opcodes.ISTORE,
          Opcodes.LSTORE,
          Opcodes.FSTORE,
          Opcodes.DSTORE,
          Opcodes.ASTORE,
          Opcodes.RET,
          Opcodes.NEWARRAY ->
          2;
      case Opcodes.SIPUSH,
          LDC_W,
          LDC2_W,
          Opcodes.IINC,
          Opcodes.NEW,
          Opcodes.ANEWARRAY,
          Opcodes.CHECKCAST,
          Opcodes.INSTANCEOF,
          Opcodes.IFNULL,
          Opcodes.IFNONNULL ->
          3;
      case Opcodes.MULTIANEWARRAY -> 4;
      case Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC, GOTO_W, JSR_W -> 5;
      case WIDE -> reader.readByte(at + 1) == Opcodes.IINC ? 6 : 4;
      case Opcodes.TABLESWITCH -> {
        int table = padded(offset) - offset;
        int low = reader.readInt(at + table + 4);
        int high = reader.readInt(at + table + 8);
        yield table + 12 + 4 * (high - low + 1);
      }
      case Opcodes.LOOKUPSWITCH -> {
        int table = padded(offset) - offset;
        yield table + 8 + 8 * reader.readInt(at + table + 4);
      }
      default -> isJump(opcode) || isMember(opcode) ? 3 : 1;
    };
  }

  private static int padded(int offset) {
    return (offset + 4) & ~3;
  }

  private static boolean isJump(int opcode) {
    return opcode >= Opcodes.IFEQ && opcode <= Opcodes.JSR;
  }

  private static boolean isMember(int opcode) {
    return opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.INVOKESTATIC;
  }
}
