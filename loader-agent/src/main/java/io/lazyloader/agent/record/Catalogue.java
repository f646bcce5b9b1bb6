package io.lazyloader.agent.record;

import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What probes know by number: initialisers and sites. Thread-safe; only ever grows. */
final class Catalogue {
  /** Programs that generate classes for ever must not fill the heap. */
  private static final int MOST_SITES = 4_000_000;

  private final Map<String, UsedClass> classes = new HashMap<>();
  private final Map<String, List<Node>> nodesByClassFile = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> notRecorded = new TreeMap<>();
  private UseSite[] sites = new UseSite[1 << 14];
  private int siteCount;

  /** A class by its internal name. */
  synchronized UsedClass usedClass(String internalName) {
    return classes.computeIfAbsent(
        internalName, unknown -> new UsedClass(internalName.replace('/', '.')));
  }

  /**
   * Numbers the initialisers of a class.
   *
   * @param parents its superclass and superinterfaces, by internal name
   * @param initialiser null if it has no {@code <clinit>}
   * @param regions of that
   * @return first the {@code <clinit>}, then the regions in their order
   */
  synchronized List<Node> define(
      String internalName,
      String hash,
      List<String> parents,
      @Nullable Initialiser initialiser,
      List<Region> regions) {
    UsedClass defined = usedClass(internalName);
    List<Node> known = nodesByClassFile.get(internalName + ' ' + hash);
    if (known != null) {
      return known;
    }
    List<Node> defining = new ArrayList<>();
    if (initialiser != null) {
      SharedCalls calls = new SharedCalls(internalName, initialiser);
      defining.add(add(new Node(nodes.size() + 1, defined.name, hash, null, List.of())));
      for (Region region : regions) {
        defining.add(add(new Node(nodes.size() + 1, defined.name, hash, region, calls.of(region))));
      }
    }
    defined.define(parents, defining);
    nodesByClassFile.put(internalName + ' ' + hash, defining);
    return defining;
  }

  private Node add(Node node) {
    nodes.add(node);
    return node;
  }

  /** Numbers an instruction; -1 if there are too many. */
  synchronized int add(UseSite site) {
    if (siteCount == MOST_SITES) {
      return -1;
    }
    if (siteCount == sites.length) {
      UseSite[] grown = new UseSite[sites.length * 2];
      System.arraycopy(sites, 0, grown, 0, siteCount);
      sites = grown;
    }
    sites[siteCount] = site;
    siteCount++;
    Probes.reserve(siteCount);
    return siteCount - 1;
  }

  synchronized UseSite site(int number) {
    return sites[number];
  }

  synchronized Node node(int number) {
    return nodes.get(number - 1);
  }

  /** The initialisers of each class file whose {@code <clinit>} has run. */
  synchronized List<List<Node>> recorded() {
    List<List<Node>> recorded = new ArrayList<>();
    for (List<Node> nodes : nodesByClassFile.values()) {
      if (!nodes.isEmpty() && nodes.get(0).hasRun()) {
        recorded.add(nodes);
      }
    }
    return recorded;
  }

  synchronized List<UsedClass> usedClasses() {
    return List.copyOf(classes.values());
  }

  /** Notes a class that could not be given probes. */
  synchronized void notRecorded(String internalName, String reason) {
    notRecorded.put(internalName.replace('/', '.'), reason);
  }

  synchronized Map<String, String> notRecorded() {
    return new TreeMap<>(notRecorded);
  }
}
