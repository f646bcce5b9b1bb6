package io.lazyloader.agent.analysis;

/** What generated graphs came to. */
final class GraphTally {
  private int graphs;
  private int fields;
  private int proven;
  private int seen;
  private int fieldsOfUnseen;
  private int provenOfUnseen;

  /**
   * Counts a graph.
   *
   * @param isSeen whether it can be told if all its fields are deferred
   * @param ofFields how many fields have the shape to be deferred
   * @param ofProven how many of them are proven
   */
  void count(boolean isSeen, int ofFields, int ofProven) {
    graphs++;
    fields += ofFields;
    proven += ofProven;
    if (isSeen) {
      seen++;
    } else {
      fieldsOfUnseen += ofFields;
      provenOfUnseen += ofProven;
    }
  }

  void add(GraphTally other) {
    graphs += other.graphs;
    fields += other.fields;
    proven += other.proven;
    seen += other.seen;
    fieldsOfUnseen += other.fieldsOfUnseen;
    provenOfUnseen += other.provenOfUnseen;
  }

  /** The share of graphs in which it is seen if everything is deferred. */
  double shareSeen() {
    return (double) seen / graphs;
  }

  double shareProven() {
    return (double) proven / fields;
  }

  @Override
  public String toString() {
    return ("%d graphs; %d of %d fields proven; deferring all is seen in %d graphs; of the other %d,"
            + " %d of %d fields proven")
        .formatted(graphs, proven, fields, seen, graphs - seen, provenOfUnseen, fieldsOfUnseen);
  }
}
