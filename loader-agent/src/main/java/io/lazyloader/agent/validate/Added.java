package io.lazyloader.agent.validate;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/** The members that a rewritten class has more, held against those that it may have. */
final class Added {
  static final int HIDDEN = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
  static final int VISIBILITY = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;

  private final Context context;
  private final Set<String> expected = new HashSet<>();

  Added(Context context) {
    this.context = context;
  }

  /** Whether there is a field that the original had not. */
  boolean hasField(String name, String descriptor) {
    return field(name, descriptor) != null;
  }

  private @Nullable FieldNode field(String name, String descriptor) {
    String key = name + ' ' + descriptor;
    return context.before().fields().containsKey(key) ? null : context.after().fields().get(key);
  }

  /** Finds a method that the original had not. */
  @Nullable MethodNode method(String name, String descriptor) {
    String key = name + descriptor;
    return context.before().methods().containsKey(key) ? null : context.after().methods().get(key);
  }

  /**
   * Expects a field.
   *
   * @throws Mismatch if it is not there, or is another
   */
  void expectField(int access, String name, String descriptor, @Nullable Object value) {
    FieldNode found = field(name, descriptor);
    if (found == null) {
      throw new Mismatch("field " + name + " is missing");
    }
    compare(
        "field " + name,
        Declarations.of(new FieldNode(access, name, descriptor, null, value)),
        Declarations.of(found));
    expected.add(name + ' ' + descriptor);
  }

  /**
   * Expects a method.
   *
   * @param method its declaration and code
   * @param rules what may stand for its instructions
   * @throws Mismatch if it is not there, or is another
   */
  void expectMethod(MethodNode method, Rules rules) {
    MethodNode found = expectDeclaration(method);
    try {
      Code template = new Code(method);
      Code code = new Code(found);
      Correspondence same = new Correspondence(template, code, rules, false);
      int end = same.match(0, template.size(), 0);
      if (end < code.size()) {
        throw new Mismatch("at " + code.place(end) + " there is more code");
      }
      same.verify(0, template.size(), Correspondence.Strictness.TEMPLATE, false);
    } catch (Mismatch e) {
      throw new Mismatch("method " + method.name + ": " + e.difference());
    }
    verify(context.after().name(), found);
  }

  /** Expects a method, whatever its code. */
  MethodNode expectDeclaration(MethodNode method) {
    MethodNode found = method(method.name, method.desc);
    if (found == null) {
      throw new Mismatch("method " + method.name + method.desc + " is missing");
    }
    compare("method " + method.name, Declarations.of(method), Declarations.of(found));
    expected.add(method.name + method.desc);
    return found;
  }

  private static void compare(
      String member, Map<String, Object> expected, Map<String, Object> found) {
    try {
      Declarations.compare(expected, found);
    } catch (Mismatch e) {
      throw new Mismatch(member + ": " + e.difference());
    }
  }

  /** Whether a member, by its name and descriptor, is one of those that are expected. */
  boolean isExpected(String key) {
    return expected.contains(key);
  }

  /**
   * Checks that operands fit, and the stack is large enough.
   *
   * @throws Mismatch if not
   */
  static void verify(String owner, MethodNode method) {
    try {
      new Analyzer<>(new BasicVerifier()).analyze(owner, method);
    } catch (AnalyzerException e) {
      throw new Mismatch("method " + method.name + " is not valid: " + e.getMessage());
    }
  }
}
