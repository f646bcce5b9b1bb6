package io.lazyloader.agent;

import io.lazyloader.agent.cache.Rewritten;
import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.Request;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out what one class becomes that a loader defines for the first time. Nobody learns of it
 * but {@link Promises}, so it can be done for a JVM that is yet to start.
 */
final class FirstDefinition {
  private final Promises promises;
  private final Selection selection;
  private final Definition type;
  private final @Nullable LoadedClass known;
  private @Nullable Decision decision;
  private @Nullable Rewritten result;

  /**
   * Begins with a class.
   *
   * @param known what a class of its name and loader became before, where it could not be defined;
   *     null if it is new
   */
  FirstDefinition(
      Promises promises, Selection selection, Definition type, @Nullable LoadedClass known) {
    this.promises = promises;
    this.selection = selection;
    this.type = type;
    this.known = known;
  }

  /**
   * Rewrites it.
   *
   * @throws RuntimeException if it can't be rewritten
   */
  void rewrite(Look look) {
    Set<String> hiding = look.hiding();
    boolean isLazy = known != null && !known.lazyNames().isEmpty();
    Map<String, String> accessors = Map.of();
    ClassRewriter rewriter;
    if (look.selected() || isLazy) {
      Request request = selection.request(type).promised(known == null ? null : known.lazyNames());
      rewriter = new ClassRewriter(type.classFile(), request);
      if (known == null) {
        Map<String, String> wanted = rewriter.decision().readElsewhere();
        accessors = promises.allow(type, wanted);
        rewriter = allowing(rewriter, request, wanted, accessors, hiding);
      }
      decision = rewriter.decision();
    } else {
      rewriter = reader(type, hiding, look.reflects());
    }
    finish(rewriter, look.others(), accessors);
  }

  /** Rewrites it in such a way that what others rely on is there, and nothing else. */
  void rewriteWithoutFields(Look look) {
    decision = null;
    Set<String> promised = known == null ? look.hiding() : known.lazyNames();
    finish(reader(type, promised, false), look.others(), Map.of());
  }

  private void finish(ClassRewriter rewriter, DeferredFields reads, Map<String, String> accessors) {
    byte[] rewritten = rewriter.rewrite(reads);
    Decision decided = decision;
    result =
        rewritten == null
            ? null
            : new Rewritten(
                rewritten,
                accessors,
                rewriter.asked(),
                decided == null ? Set.of() : decided.judged(),
                rewriter.addsMembers());
    if (known == null) {
      promises.defined(type.loader(), LoadedClass.after(type, result));
    }
  }

  /** What becomes of its fields; null if none of them was asked for. */
  @Nullable Decision decision() {
    return decision;
  }

  /** What it becomes; null if it stays as it is. */
  @Nullable Rewritten result() {
    return result;
  }

  /** Whether there is nothing about it that the user should be told at each start. */
  boolean isUnremarkable() {
    return !selection.remarks(type.name())
        && (decision == null
            || (decision.unknown().isEmpty()
                && decision.refused().isEmpty()
                && decision.withoutProxy().isEmpty()));
  }

  /** Decides once more if not all may be lazy that was wanted, or if other accessors are needed. */
  private static ClassRewriter allowing(
      ClassRewriter rewriter,
      Request request,
      Map<String, String> wanted,
      Map<String, String> allowed,
      Set<String> hiding) {
    if (allowed.equals(wanted) && hiding.isEmpty()) {
      return rewriter;
    }
    Set<String> refused = new HashSet<>(wanted.keySet());
    refused.removeAll(allowed.keySet());
    Set<String> accessors = new HashSet<>(hiding);
    accessors.addAll(allowed.keySet());
    return rewriter.asked(
        request.filter(Selection.but(refused, request.filter())).promised(accessors));
  }

  /** Makes a rewriter that defers nothing: reads go through accessors, and some are promised. */
  static ClassRewriter reader(Definition type, Set<String> promised, boolean resolvesReflection) {
    Request request =
        Request.NONE
            .isLoaded(type.isRedefined())
            .resolvesReflection(resolvesReflection)
            .promised(promised)
            .filter(Selection.nothing());
    return new ClassRewriter(type.classFile(), request);
  }
}
