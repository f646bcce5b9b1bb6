package io.lazyloader.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.rewrite.Compiler;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.agent.rewrite.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Graphs that are compiled and judged together, which is a lot faster than one by one. */
final class GraphBatch {
  private final List<Graph> graphs;
  private final Map<String, byte[]> classFiles;
  private final List<String> classNames;
  private final Unit strict;
  private final Unit reckless;

  GraphBatch(List<Graph> graphs) {
    this.graphs = graphs;
    this.classFiles =
        Compiler.compile(
            Stream.concat(Stream.of(GraphKit.SOURCE), graphs.stream().map(Graph::source))
                .toArray(String[]::new));
    this.classNames =
        classFiles.keySet().stream()
            .filter(name -> graphs.stream().anyMatch(graph -> graph.has(name)))
            .toList();
    VerdictEngine engine = new VerdictEngine(new CaseClasses(classFiles), TrustRules.none());
    this.strict = judged(name -> engine.judge(classFile(name), Policy.STRICT));
    this.reckless = judged(name -> Judge.RECKLESS);
  }

  static GraphBatch generate(int count, Random random) {
    List<Graph> graphs = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      graphs.add(Graph.generate("g" + index, random));
    }
    return new GraphBatch(graphs);
  }

  /** Defers what is proven, which must not be seen in any order of reads. */
  void assertProvenIsNotSeen() {
    for (Graph graph : graphs) {
      for (int run = 0; run < Graph.RUNS; run++) {
        String eagerly = run(strict, graph, run, false);
        String lazily = run(strict, graph, run, true);
        if (!lazily.equals(eagerly)) {
          assertThat(lazily)
              .as(
                  "run%d; proven, but seen on their own: %s; in\n%s",
                  run, seenAlone(graph, run), graph.source())
              .isEqualTo(eagerly);
        }
      }
    }
  }

  /** Counts fields, and tries how often it is seen if all of them are deferred. */
  GraphTally tally() {
    GraphTally tally = new GraphTally();
    for (Graph graph : graphs) {
      tally.count(isSeenWithoutVerdicts(graph), fields(reckless, graph), fields(strict, graph));
    }
    return tally;
  }

  private boolean isSeenWithoutVerdicts(Graph graph) {
    for (int run = 0; run < Graph.RUNS; run++) {
      if (!run(reckless, graph, run, true).equals(run(reckless, graph, run, false))) {
        return true;
      }
    }
    return false;
  }

  private int fields(Unit unit, Graph graph) {
    int count = 0;
    for (String name : classNames) {
      count += graph.has(name) ? unit.decision(name).deferred().size() : 0;
    }
    return count;
  }

  /** Finds the proven fields of which each makes a difference if it alone is deferred. */
  private Set<String> seenAlone(Graph graph, int run) {
    Set<String> seen = new TreeSet<>();
    for (String owner : classNames) {
      for (String field :
          graph.has(owner) ? strict.decision(owner).deferred() : List.<String>of()) {
        Unit unit = judged(name -> new Only(name.equals(owner) ? field : ""));
        if (!run(unit, graph, run, true).equals(run(unit, graph, run, false))) {
          seen.add(owner + '.' + field);
        }
      }
    }
    return seen;
  }

  private Unit judged(Function<String, Judge> judges) {
    Unit unit = new Unit(classFiles);
    for (String name : classNames) {
      unit.asking(name, request -> request.judge(judges.apply(name)));
    }
    return unit;
  }

  private byte[] classFile(String name) {
    return Objects.requireNonNull(classFiles.get(name), name);
  }

  private static String run(Unit unit, Graph graph, int run, boolean isLazy) {
    return (isLazy ? unit.lazy() : unit.eager())
        .call(graph.packageName() + ".Main", "run" + run)
        .text();
  }

  /** Allows the region that assigns one field. */
  private record Only(String field) implements Judge {
    @Override
    public @Nullable String obstacle(Region region) {
      return region.fields().contains(field) ? null : "it is not the one";
    }
  }
}
