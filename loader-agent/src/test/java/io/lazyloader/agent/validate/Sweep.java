package io.lazyloader.agent.validate;

import java.nio.file.*;
import java.util.*;

final class Sweep {
  public static void main(String[] args) throws Exception {
    int all = 0, changed = 0, deferred = 0, refused = 0; long time = 0;
    Map<String,Integer> kinds = new TreeMap<>();
    for (String arg : args) {
      Rewriting r;
      try { r = Rewriting.ofAll(Rewriting.jar(Path.of(arg))); } catch (Exception e) { System.out.println("SKIP " + arg + " " + e); continue; }
      all += r.originals().size();
      for (var e : r.rewritten().entrySet()) {
        changed++;
        deferred += r.deferred(e.getKey());
        long t = System.nanoTime();
        Validation v = ClassValidator.validate(r.originals().get(e.getKey()), e.getValue());
        time += System.nanoTime() - t;
        if (!v.isVouchedFor()) { refused++; System.out.println("REFUSED " + Path.of(arg).getFileName() + " " + e.getKey() + ": " + v.problems()); }
        else if (v.deferred().size() != r.deferred(e.getKey())) System.out.println("COUNT " + e.getKey());
      }
    }
    System.out.println(all + " classes, " + changed + " changed, " + deferred + " deferred fields, " + refused + " refused, ms " + time / 1000000);
  }
}
