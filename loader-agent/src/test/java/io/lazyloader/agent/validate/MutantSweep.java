package io.lazyloader.agent.validate;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.*;

final class MutantSweep {
  static String text(byte[] c) { StringWriter w = new StringWriter(); new ClassReader(c).accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(w)), 0); return w.toString(); }
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Map<Mutation, int[]> counts = new EnumMap<>(Mutation.class);
    int classes = 0, skipped = 0;
    for (int i = 1; i < args.length; i++) {
      Rewriting r = Rewriting.ofAll(Rewriting.jar(Path.of(args[i])));
      for (var e : r.rewritten().entrySet()) {
        byte[] before = r.originals().get(e.getKey());
        byte[] plain = Mutation.rewritten(e.getValue());
        if (ClassValidator.problem(before, plain) != null) { skipped++; continue; }
        classes++;
        String text = null;
        for (Mutation m : Mutation.values()) for (int seed = 0; seed < rounds; seed++) {
          byte[] mutant;
          try { mutant = m.of(e.getValue(), new SplittableRandom(31L * e.getKey().hashCode() + seed)); } catch (RuntimeException x) { continue; }
          if (mutant == null || Arrays.equals(mutant, plain)) continue;
          int[] c = counts.computeIfAbsent(m, k -> new int[2]);
          c[0]++;
          String p = ClassValidator.problem(before, mutant);
          if (p != null) { c[1]++; continue; }
          if (text == null) text = text(plain);
          String t = text(mutant);
          if (t.equals(text)) { c[0]--; continue; }
          System.out.println("SURVIVED " + m + " " + seed + " " + e.getKey());
          String[] a = text.split("\n"), b = t.split("\n");
          for (int l = 0; l < Math.min(a.length, b.length); l++) if (!a[l].equals(b[l])) { System.out.println("   - " + a[l] + "\n   + " + b[l]); break; }
        }
      }
    }
    int all = 0, refused = 0;
    for (var e : counts.entrySet()) { System.out.println(e.getKey() + " " + e.getValue()[0] + " " + e.getValue()[1]); all += e.getValue()[0]; refused += e.getValue()[1]; }
    System.out.println(classes + " classes (skipped " + skipped + "), " + all + " mutants, " + refused + " refused");
  }
}
