package io.lazyloader.agent.validate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;

/** An attribute that ASM does not know (JVMS 17 §4.7.1), as the bytes that it is. */
final class RawAttribute extends Attribute {
  private final byte[] bytes;
  private final boolean isOfCode;

  /** The prototype that has ASM read the attributes of a name. */
  RawAttribute(String name) {
    this(name, new byte[0], false);
  }

  private RawAttribute(String name, byte[] bytes, boolean isOfCode) {
    super(name);
    this.bytes = bytes;
    this.isOfCode = isOfCode;
  }

  @Override
  protected Attribute read(
      ClassReader reader,
      int offset,
      int length,
      char @Nullable [] buffer,
      int codeOffset,
      Label @Nullable [] labels) {
    byte[] read = new byte[length];
    for (int index = 0; index < length; index++) {
      read[index] = (byte) reader.readByte(offset + index);
    }
    return new RawAttribute(type, read, codeOffset >= 0);
  }

  /** What is the same for equal attributes. */
  List<Object> content() {
    return List.of("attribute", type, isOfCode, Arrays.toString(bytes));
  }
}
