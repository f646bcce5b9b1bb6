package io.lazyloader.agent.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.AdversarialCases;
import io.lazyloader.agent.rewrite.Compiler;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the rewriter makes of a class is vouched for. */
class RewrittenClassesTest {
  @Test
  void fields_of_all_kinds() {
    Rewriting rewriting = Rewriting.ofAll(Compiler.compile(Subjects.FIELDS));

    assertThat(problems(rewriting)).isEmpty();
    assertThat(
            ClassValidator.validate(rewriting.original("Fields"), rewriting.changed("Fields"))
                .deferred())
        .containsExactlyInAnyOrder("A", "B", "D", "E", "F", "G");
  }

  @Test
  void a_deferred_field_that_another_method_assigns_too_is_not() {
    Rewriting rewriting = Rewriting.ofAll(Compiler.compile(Subjects.FIELDS));

    assertThat(
            ClassValidator.problem(
                withSetter(rewriting.original("Fields")), withSetter(rewriting.changed("Fields"))))
        .isEqualTo(
            "method set()V: at instruction 1 expected not putstatic Fields.A Ljava/lang/Object; but"
                + " its replacement, found putstatic Fields.A Ljava/lang/Object;.");
  }

  private static byte[] withSetter(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writer, 0);
    MethodVisitor setter = writer.visitMethod(Opcodes.ACC_STATIC, "set", "()V", null, null);
    setter.visitCode();
    setter.visitInsn(Opcodes.ACONST_NULL);
    setter.visitFieldInsn(Opcodes.PUTSTATIC, "Fields", "A", "Ljava/lang/Object;");
    setter.visitInsn(Opcodes.RETURN);
    setter.visitMaxs(1, 0);
    setter.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void without_a_switch_and_without_guards() {
    Rewriting rewriting = new Rewriting(Compiler.compile(Subjects.FIELDS), request -> request);

    assertThat(rewriting.rewritten()).containsKey("Fields");
    assertThat(problems(rewriting)).isEmpty();
  }

  @Test
  void proxies() {
    Rewriting rewriting = Rewriting.ofAll(Compiler.compile(Subjects.PROXIES));

    assertThat(problems(rewriting)).isEmpty();
  }

  @Test
  void interfaces_and_who_reads_their_fields() {
    Rewriting rewriting = Rewriting.ofAll(Compiler.compile(Subjects.INTERFACES));

    assertThat(rewriting.rewritten()).containsKeys("Service", "Direct", "Other");
    assertThat(problems(rewriting)).isEmpty();
  }

  @Test
  void reflection_and_class_loaders() {
    Rewriting rewriting = Rewriting.ofAll(Compiler.compile(Subjects.REFLECTION));

    assertThat(rewriting.rewritten()).containsKeys("Reflecting", "Loader", "Closing");
    assertThat(problems(rewriting)).isEmpty();
  }

  @Test
  void serial_forms_that_are_kept() {
    Rewriting rewriting = Rewriting.ofAll(Compiler.compile(Subjects.SERIAL));

    assertThat(problems(rewriting)).isEmpty();
  }

  @Tag("slow")
  @Test
  void cases_that_try_to_deceive_the_verdict_engine() {
    Rewriting rewriting = Rewriting.ofAll(AdversarialCases.classFiles());

    assertThat(rewriting.rewritten()).hasSizeGreaterThan(200);
    assertThat(problems(rewriting)).isEmpty();
  }

  @Tag("slow")
  @Test
  void libraries() {
    int changed = 0;
    for (Path jar : Jars.ofTests()) {
      Rewriting rewriting = Rewriting.ofAll(Rewriting.jar(jar));
      assertThat(problems(rewriting)).as("%s", jar.getFileName()).isEmpty();
      changed += rewriting.rewritten().size();
    }

    assertThat(changed).isGreaterThan(500);
  }

  /** By class: what is wrong with it, alone and among the others. */
  private static Map<String, Object> problems(Rewriting rewriting) {
    Map<String, Validation> all = rewriting.validations();
    Map<String, Object> problems = new TreeMap<>();
    ProgramLinks links = new ProgramLinks(all.values());
    for (Map.Entry<String, Validation> entry : all.entrySet()) {
      Validation validation = entry.getValue();
      String problem = links.problem(validation);
      if (!validation.isVouchedFor() || problem != null) {
        problems.put(entry.getKey(), problem == null ? validation.problems() : problem);
      }
      if (validation.isVouchedFor()
          && validation.deferred().size() != rewriting.deferred(entry.getKey())) {
        problems.put(entry.getKey(), "defers other fields than " + validation.deferred());
      }
    }
    return problems;
  }
}
