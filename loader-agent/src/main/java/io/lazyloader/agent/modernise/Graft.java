package io.lazyloader.agent.modernise;

import io.lazyloader.agent.modernise.ClassFile.Attribute;
import io.lazyloader.agent.modernise.ClassFile.Code;
import io.lazyloader.agent.modernise.ClassFile.Member;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Puts stack maps into a class file, and leaves all else of it alone.
 *
 * <p>Of the class that ASM has written, only these are taken: the constants that are new, behind
 * the old ones; of a method whose instructions are the same byte for byte, the stack map; of
 * another one, the Code attribute. So nothing depends on what ASM knows of the rest of a class
 * file, or makes of it.
 */
final class Graft {
  private static final String STACK_MAP = "StackMapTable";

  /** What is overlooked below version 50 under these names, and must not be there twice. */
  private static final Set<String> STACK_MAPS = Set.of(STACK_MAP, "StackMap");

  /** What ASM moves along with the instructions. */
  private static final Set<String> MOVABLE =
      Set.of(
          STACK_MAP, "StackMap", "LineNumberTable", "LocalVariableTable", "LocalVariableTypeTable");

  private final ClassFile old;
  private final ClassFile written;
  private final ByteBuffer output;

  private Graft(ClassFile old, ClassFile written) {
    this.old = old;
    this.written = written;
    output = ByteBuffer.allocate(old.bytes.length + written.bytes.length);
  }

  /**
   * Makes the class file.
   *
   * @param written what ASM wrote, with the old class's constants at their indices
   * @throws NotModernisedException if instructions had to move, and something that is not known may
   *     refer to them
   */
  static byte[] of(ClassFile old, ClassFile written) {
    return new Graft(old, written).make();
  }

  private byte[] make() {
    int firstConstant = 10;
    if (!Arrays.equals(
        old.bytes, firstConstant, old.poolEnd, written.bytes, firstConstant, old.poolEnd)) {
      throw new NotModernisedException("its constants would have moved");
    }
    output.put(old.bytes, 0, 4).putShort((short) 0).putShort((short) Opcodes.V1_6);
    copy(written, 8, written.poolEnd);
    copy(old, old.poolEnd, old.methodsBegin + 2);
    for (int index = 0; index < old.methods.size(); index++) {
      putMethod(old.methods.get(index), written.methods.get(index));
    }
    copy(old, old.methodsEnd, old.bytes.length);
    return Arrays.copyOf(output.array(), output.position());
  }

  private void putMethod(Member method, Member replacement) {
    if (!method.name().equals(replacement.name())
        || !method.descriptor().equals(replacement.descriptor())) {
      throw new NotModernisedException("its methods would have moved");
    }
    int at = method.begin();
    for (Attribute attribute : method.attributes()) {
      if (attribute.name().equals("Code")) {
        copy(old, at, attribute.begin());
        putCode(method, attribute, codeOf(replacement));
        at = attribute.end();
      }
    }
    copy(old, at, method.end());
  }

  private static Attribute codeOf(Member method) {
    for (Attribute attribute : method.attributes()) {
      if (attribute.name().equals("Code")) {
        return attribute;
      }
    }
    throw new NotModernisedException("its method " + method.name() + " would have lost its code");
  }

  private void putCode(Member method, Attribute attribute, Attribute replacement) {
    Code code = old.code(attribute);
    Code newCode = written.code(replacement);
    if (hasSameInstructions(code, newCode)) {
      putWithStackMap(code, newCode.attributes());
      return;
    }
    for (Attribute part : code.attributes()) {
      if (!MOVABLE.contains(part.name())) {
        throw new NotModernisedException(
            "its method "
                + method.name()
                + " has subroutines or code that is never reached, and an attribute "
                + part.name()
                + " that may refer to instructions");
      }
    }
    copy(written, newCode.begin(), newCode.end());
  }

  /** With the exception table, as that tells of instructions by their offsets. */
  private boolean hasSameInstructions(Code code, Code newCode) {
    return Arrays.equals(
        old.bytes,
        code.codeBegin(),
        code.tablesEnd(),
        written.bytes,
        newCode.codeBegin(),
        newCode.tablesEnd());
  }

  private void putWithStackMap(Code code, List<Attribute> newAttributes) {
    int begin = output.position();
    copy(old, code.begin(), code.tablesEnd());
    int countAt = output.position();
    output.putShort((short) 0);
    int count = 0;
    for (Attribute part : code.attributes()) {
      if (!STACK_MAPS.contains(part.name())) {
        copy(old, part.begin(), part.end());
        count++;
      }
    }
    for (Attribute part : newAttributes) {
      if (part.name().equals(STACK_MAP)) {
        copy(written, part.begin(), part.end());
        count++;
      }
    }
    output.putShort(countAt, (short) count);
    output.putInt(begin + 2, output.position() - begin - 6);
  }

  private void copy(ClassFile from, int begin, int end) {
    output.put(from.bytes, begin, end - begin);
  }
}
