package io.lazyloader.agent.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import io.lazyloader.agent.rewrite.Compiler;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;
import picocli.CommandLine;

/** A rewritten class in which anything is changed is not vouched for. */
class MutantsTest {
  private final Map<Mutation, Integer> made = new EnumMap<>(Mutation.class);
  private final List<String> survivors = new ArrayList<>();

  @Test
  void each_change_of_small_classes_is_refused() {
    Stream.of(
            Compiler.compile(Subjects.FIELDS),
            Compiler.compile(Subjects.PROXIES),
            Compiler.compile(Subjects.INTERFACES),
            Compiler.compile(Subjects.REFLECTION),
            Compiler.compile(Subjects.SERIAL))
        .forEach(classes -> mutate(Rewriting.ofAll(classes), 25));

    assertThat(survivors).isEmpty();
    assertThat(made.keySet()).containsAll(EnumSet.allOf(Mutation.class));
    assertThat(made.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(5_000);
  }

  @Tag("heavy")
  @Tag("slow")
  @Test
  void each_change_of_libraries_is_refused() {
    mutate(Rewriting.ofAll(Rewriting.jar(Jars.of(CommandLine.class))), 3);
    mutate(Rewriting.ofAll(Rewriting.jar(Jars.of(JsonFactory.class))), 3);

    assertThat(survivors).isEmpty();
    assertThat(made.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(5_000);
  }

  /** Makes mutants of each rewritten class, of each kind so many. */
  private void mutate(Rewriting rewriting, int seeds) {
    Map<String, Validation> all = rewriting.validations();
    for (Map.Entry<String, byte[]> entry : rewriting.rewritten().entrySet()) {
      byte[] original = rewriting.original(entry.getKey());
      byte[] plain = Mutation.rewritten(entry.getValue());
      // A control: what refuses a mutant is the mutation, not that it was written anew.
      assertThat(ClassValidator.problem(original, plain)).as(entry.getKey()).isNull();
      for (Mutation mutation : Mutation.values()) {
        for (int seed = 0; seed < seeds; seed++) {
          byte[] mutant = mutant(mutation, entry.getValue(), plain, seed);
          if (mutant != null) {
            made.merge(mutation, 1, Integer::sum);
            if (!isRefused(all, original, mutant) && !text(mutant).equals(text(plain))) {
              survivors.add(mutation + " with seed " + seed + " of " + entry.getKey());
            }
          }
        }
      }
    }
  }

  private static byte @Nullable [] mutant(
      Mutation mutation, byte[] classFile, byte[] plain, int seed) {
    try {
      byte[] mutant = mutation.of(classFile, new SplittableRandom(seed));
      return mutant == null || Arrays.equals(mutant, plain) ? null : mutant;
    } catch (RuntimeException e) {
      // ASM writes no class file of it.
      return null;
    }
  }

  /** Alone, or among the others. */
  private static boolean isRefused(Map<String, Validation> all, byte[] original, byte[] mutant) {
    Validation validation = ClassValidator.validate(original, mutant);
    if (!validation.isVouchedFor()) {
      return true;
    }
    Map<String, Validation> others = new LinkedHashMap<>(all);
    others.put(validation.className(), validation);
    ProgramLinks links = new ProgramLinks(others.values());
    return links.problem(validation) != null || links.unguarded(validation) != null;
  }

  private static String text(byte[] classFile) {
    StringWriter text = new StringWriter();
    new ClassReader(classFile)
        .accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), 0);
    return text.toString();
  }
}
