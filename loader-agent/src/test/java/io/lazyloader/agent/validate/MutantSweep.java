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
    int classes = 0, skipped = 0, linked = 0;
    for (int i = 1; i < args.length; i++) {
      Rewriting r = Rewriting.ofAll(Rewriting.jar(Path.of(args[i])));
      Map<String, Validation> all0 = new LinkedHashMap<>();
      r.originals().forEach((n, b) -> all0.put(n, ClassValidator.validate(b, r.rewritten().getOrDefault(n, b))));
      ProgramLinks l0 = new ProgramLinks(all0.values());
      all0.forEach((n, v) -> { String p = l0.problem(v), u = l0.unguarded(v); if (p != null || u != null || !v.isVouchedFor()) System.out.println("LINK " + n + " " + p + " " + u + v.problems()); });
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
          Validation v = ClassValidator.validate(before, mutant);
          if (!v.isVouchedFor()) { c[1]++; continue; }
          List<Validation> others = new ArrayList<>(all0.values()); others.remove(all0.get(e.getKey())); others.add(v);
          ProgramLinks links = new ProgramLinks(others);
          if (links.problem(v) != null || links.unguarded(v) != null) { c[1]++; linked++; continue; }
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
    System.out.println(classes + " classes (skipped " + skipped + "), " + all + " mutants, " + refused + " refused, of them by links " + linked);
  }
}
