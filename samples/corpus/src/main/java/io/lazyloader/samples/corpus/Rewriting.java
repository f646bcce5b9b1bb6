package io.lazyloader.samples.corpus;

import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.FieldResolution;
import io.lazyloader.agent.rewrite.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * All classes of an artifact, rewritten as the agent does it: first each is decided, then each is
 * rewritten knowing what became of the others.
 */
final class Rewriting {
  private final Artifact artifact;
  private final Depth depth;
  private final Depth.Requests requests;
  private final Map<String, Decision> decisions = new TreeMap<>();
  private final Map<String, byte[]> rewritten = new TreeMap<>();
  private final List<Failure> failures = new ArrayList<>();

  private Rewriting(Artifact artifact, Depth depth) {
    this.artifact = artifact;
    this.depth = depth;
    this.requests = depth.requests(artifact);
  }

  static Rewriting of(Artifact artifact, Depth depth) {
    Rewriting rewriting = new Rewriting(artifact, depth);
    artifact.classes().forEach(rewriting::decide);
    artifact.classes().forEach(rewriting::rewrite);
    return rewriting;
  }

  Artifact artifact() {
    return artifact;
  }

  Depth depth() {
    return depth;
  }

  /** Says what is wrong with a class of the artifact. */
  Failure failure(String className, String problem) {
    return new Failure(artifact.name(), depth, className, problem);
  }

  /** Decisions by internal name, of all classes that did not fail. */
  Map<String, Decision> decisions() {
    return decisions;
  }

  /** Class files by internal name, of the classes that changed. */
  Map<String, byte[]> rewritten() {
    return rewritten;
  }

  List<Failure> failures() {
    return failures;
  }

  private void decide(String name, byte[] classFile) {
    try {
      decisions.put(name, new ClassRewriter(classFile, requests.of(classFile)).decision());
    } catch (RuntimeException | StackOverflowError e) {
      fail(name, "can't be decided: " + e);
    }
  }

  private void rewrite(String name, byte[] classFile) {
    Decision decision = decisions.get(name);
    if (decision == null) {
      return;
    }
    try {
      byte[] first = rewrite(decision, classFile);
      byte[] second = rewrite(decision, classFile);
      if (!Arrays.equals(first, second)) {
        fail(name, "is rewritten differently each time");
      }
      if (first != null) {
        check(name, classFile, first);
        rewritten.put(name, first);
      }
    } catch (RuntimeException | StackOverflowError e) {
      fail(name, "can't be rewritten: " + e + " at " + Arrays.toString(e.getStackTrace()));
    }
  }

  private byte @Nullable [] rewrite(Decision decision, byte[] classFile) {
    Request request = requests.of(classFile).promised(decision.readElsewhere().keySet());
    return new ClassRewriter(classFile, request).rewrite(this::isDeferred);
  }

  private boolean isDeferred(String owner, String name, String descriptor) {
    FieldResolution<String> resolution =
        new FieldResolution<>() {
          @Override
          public boolean declares(String type) {
            Decision decision = decisions.get(type);
            return decision != null && decision.declared().contains(name);
          }

          @Override
          public List<String> above(String type) {
            byte[] classFile = artifact.classes().get(type);
            if (classFile == null) {
              return List.of();
            }
            ClassReader reader = new ClassReader(classFile);
            List<String> above = new ArrayList<>(List.of(reader.getInterfaces()));
            if (reader.getSuperName() != null) {
              above.add(reader.getSuperName());
            }
            return above;
          }
        };
    String declaring = resolution.declaring(owner);
    Decision decision = declaring == null ? null : decisions.get(declaring);
    return decision != null && descriptor.equals(decision.readElsewhere().get(name));
  }

  private void check(String name, byte[] before, byte[] after) {
    if (Arrays.equals(before, after)) {
      fail(name, "is said to be rewritten, but is as it was");
    }
    String problem = Structure.problem(after);
    if (problem != null && Structure.problem(before) == null) {
      fail(name, "is not well formed: " + problem);
    }
  }

  private void fail(String name, String problem) {
    failures.add(failure(name, problem));
  }
}
