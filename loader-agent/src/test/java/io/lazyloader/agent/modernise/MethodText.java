package io.lazyloader.agent.modernise;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** Class files as text. */
final class MethodText {
  private MethodText() {}

  static String of(byte @Nullable [] classFile) {
    return of(classFile, 0);
  }

  /** With flags of {@link ClassReader}. */
  static String of(byte @Nullable [] classFile, int flags) {
    StringWriter text = new StringWriter();
    if (classFile != null) {
      new ClassReader(classFile)
          .accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), flags);
    }
    return text.toString();
  }
}
