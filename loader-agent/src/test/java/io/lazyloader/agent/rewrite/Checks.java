package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/** What holds for every rewritten class, whatever a test is about. */
final class Checks {
  private static final Pattern ACCESSOR_CALL =
      Pattern.compile("INVOKESTATIC (\\S+)\\.\\$lazy\\$(\\S+) \\(\\)(\\S+)");

  private Checks() {}

  /**
   * Checks that the data flow of the new class is sound, that methods without a read of a deferred
   * field kept their bytes, and that the others differ in those reads only: frames, handlers, line
   * numbers and local variables are intact.
   *
   * @param types finds the classes that the rewritten one mentions
   */
  static void check(byte[] before, byte[] after, ClassLoader types) {
    StringWriter problems = new StringWriter();
    CheckClassAdapter.verify(new ClassReader(after), types, false, new PrintWriter(problems));
    assertThat(problems.toString()).isEmpty();
    checkMethods(before, after);
  }

  private static void checkMethods(byte[] before, byte[] after) {
    Map<String, ByteBuffer> bytesBefore = MethodBytes.of(before);
    Map<String, ByteBuffer> bytesAfter = MethodBytes.of(after);
    Map<String, String> codeAfter = code(after);
    code(before)
        .forEach(
            (name, expected) -> {
              if (!name.equals("<clinit>()V")) {
                String actual = codeAfter.getOrDefault(name, "missing");
                String restored = ACCESSOR_CALL.matcher(actual).replaceAll("GETSTATIC $1.$2 : $3");
                assertThat(restored).as(name).isEqualTo(expected);
                if (actual.equals(expected)) {
                  assertThat(bytesAfter.get(name)).as(name).isEqualTo(bytesBefore.get(name));
                }
              }
            });
  }

  private static Map<String, String> code(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    Map<String, String> code = new HashMap<>();
    for (MethodNode method : node.methods) {
      code.put(method.name + method.desc, text(method));
    }
    return code;
  }

  private static String text(MethodNode method) {
    Textifier text = new Textifier();
    method.accept(new TraceMethodVisitor(text));
    StringWriter written = new StringWriter();
    PrintWriter printer = new PrintWriter(written);
    text.print(printer);
    printer.flush();
    return written.toString();
  }
}
