package io.lazyloader.agent.rewrite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/** Decides which fields of one class are deferred, and finds their regions. */
final class Decider {
  private static final String NO_NAME =
      "is no name for one: use letters, digits, '.', '_' and '-', and not 'all'";

  private final ClassFacts facts;
  private final Request request;
  private final Eligibility eligibility;
  private final Decision decision;
  private @Nullable RegionFinder finder;
  private @Nullable ChosenRegions chosen;

  /** By field; none for fields that are in no group. */
  private final Map<String, String> groups = new HashMap<>();

  Decider(ClassReader reader, ClassFacts facts, Request request) {
    this.facts = facts;
    this.request = request;
    this.eligibility = new Eligibility(reader, facts, request);
    this.decision = new Decision(facts.binaryName());
  }

  Decision decide() {
    for (Field field : facts.fields().values()) {
      if (field.isStatic()) {
        decision.declares(field.name);
      }
    }
    for (String planned : request.planned()) {
      if (!facts.fields().containsKey(planned)) {
        decision.notDeclared(planned);
      }
    }
    if (isAnyAskedFor()) {
      finder = facts.finder();
    }
    Map<String, Field> candidates = candidates();
    if (finder != null) {
      chosen = new ChosenRegions(finder, facts.isInterface());
      findRegions(chosen, candidates);
    }
    if (request.finalFilter() != null) {
      askFinalFilter(request.finalFilter(), candidates);
    }
    dropSharedRegions(candidates);
    for (Region region : regions()) {
      decision.move(region);
      for (String name : region.fields()) {
        Field field = candidates.get(name);
        if (field != null) {
          decision.defer(field, facts.isReadElsewhere(field));
          if (!eligibility.isMarked(field)) {
            decision.judged(field);
          }
          decideAboutProxy(field);
        }
      }
    }
    return decision;
  }

  private void decideAboutProxy(Field field) {
    Marks nearest = eligibility.nearestMarks(field);
    if (!nearest.isMember()) {
      return;
    }
    String obstacle = obstacleToProxy(field);
    if (obstacle == null) {
      decision.member(field);
    } else if (field.marks.isLazy()) {
      decision.withoutProxy(field, obstacle);
    }
  }

  /** What can be told without a look at its type; the run-time library looks when it is read. */
  private @Nullable String obstacleToProxy(Field field) {
    if (facts.isInterface()) {
      return "it is a field of an interface, whose readers look for the value itself";
    }
    if (field.descriptor.charAt(0) == 'L') {
      return null;
    }
    return field.isReference() ? "it is an array" : "it is of a primitive type";
  }

  /** A class that only reads lazy fields, as most that are rewritten do, needs no analysis. */
  private boolean isAnyAskedFor() {
    for (Field field : facts.fields().values()) {
      if (eligibility.isAskedFor(field)) {
        return true;
      }
    }
    return false;
  }

  /** The regions to move, as far as it is decided. */
  private List<Region> regions() {
    return chosen == null ? List.of() : chosen.regions();
  }

  /** What {@link #decide} returned. */
  Decision decision() {
    return decision;
  }

  /** The groups of the fields to defer; meaningful after {@link #decide}. */
  Map<String, String> groups() {
    return groups;
  }

  /** The fields that are asked for and may be deferred as far as their declaration tells. */
  private Map<String, Field> candidates() {
    Map<String, Field> candidates = new LinkedHashMap<>();
    for (Field field : facts.fields().values()) {
      if (!eligibility.isAskedFor(field) || facts.isWovenLazy(field)) {
        continue;
      }
      String obstacle = eligibility.obstacle(field, finder);
      String group = eligibility.group(field);
      if (obstacle != null) {
        refuse(field, obstacle);
      } else if (!Eligibility.isName(group)) {
        decision.refuse(field.name, true, "its group '" + group + "' " + NO_NAME);
      } else {
        candidates.put(field.name, field);
        if (!group.isEmpty()) {
          groups.put(field.name, group);
        }
      }
    }
    return candidates;
  }

  private void refuse(Field field, String reason) {
    decision.refuse(field.name, eligibility.isNamed(field), reason);
  }

  private void findRegions(ChosenRegions chosen, Map<String, Field> candidates) {
    for (Field field : candidates.values()) {
      if (eligibility.isMarked(field)) {
        chosen.add(field);
      }
    }
    Map<String, String> obstacles = new LinkedHashMap<>();
    for (Field field : candidates.values()) {
      String obstacle =
          eligibility.isMarked(field) ? null : chosen.addIfJudgedSafe(field, request.judge());
      if (obstacle != null) {
        obstacles.put(field.name, obstacle);
      }
    }
    Set<String> found = new LinkedHashSet<>();
    for (Region region : regions()) {
      found.addAll(region.fields());
    }
    // Also where a region is there, by a mark on another of its fields: that vouches for its own.
    found.removeAll(obstacles.keySet());
    for (Field field : List.copyOf(candidates.values())) {
      if (!found.contains(field.name)) {
        candidates.remove(field.name);
        refuse(field, obstacles.getOrDefault(field.name, ChosenRegions.NOT_CLOSED));
      }
    }
  }

  private void askFinalFilter(Request.FinalFilter finalFilter, Map<String, Field> candidates) {
    for (Region region : regions()) {
      Set<String> uses =
          finder == null ? Set.of() : RegionUses.of(finder.code(), region, facts.name());
      for (String name : region.fields()) {
        Field field = candidates.get(name);
        if (field == null) {
          continue;
        }
        Judge judge = eligibility.isMarked(field) ? null : request.judge();
        Request.Candidate candidate =
            new Request.Candidate(
                facts.binaryName(),
                name,
                Type.getType(field.descriptor).getClassName(),
                uses,
                groups.getOrDefault(name, ""),
                judge == null ? null : judge.kind(region),
                judge == null ? "" : judge.reason(region),
                eligibility.isNamed(field));
        String obstacle = finalFilter.obstacle(candidate);
        if (obstacle != null) {
          candidates.remove(name);
          refuse(field, obstacle);
        }
      }
    }
  }

  /** Drops each region that also assigns a field that stays eager, and says so. */
  private void dropSharedRegions(Map<String, Field> candidates) {
    for (Region region : List.copyOf(regions())) {
      Set<String> eager = new LinkedHashSet<>(region.fields());
      eager.removeAll(candidates.keySet());
      if (eager.isEmpty()) {
        continue;
      }
      regions().remove(region);
      for (String name : region.fields()) {
        Field field = candidates.remove(name);
        if (field != null) {
          refuse(
              field,
              "its initialiser also assigns "
                  + String.join(", ", eager)
                  + ", which would have to be lazy too");
        }
      }
    }
  }
}
