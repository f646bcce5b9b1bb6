package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.List;

/** What generated code may name at one place. */
final class Scope {
  /** Fields that are assigned by now, anywhere readable. */
  final List<Kind.Variable> fields;

  /** Locals that may be read and assigned. */
  final List<Kind.Variable> locals;

  /** Loop counters and such, which may only be read. */
  final List<Kind.Variable> counters;

  private Scope(
      List<Kind.Variable> fields, List<Kind.Variable> locals, List<Kind.Variable> counters) {
    this.fields = fields;
    this.locals = locals;
    this.counters = counters;
  }

  static Scope ofFields(List<Kind.Variable> fields) {
    return new Scope(fields, new ArrayList<>(), new ArrayList<>());
  }

  /** The scope of a nested block: what is declared in it is not seen outside. */
  Scope nested() {
    return new Scope(fields, new ArrayList<>(locals), new ArrayList<>(counters));
  }

  /** The scope of the body of a lambda or class, which may not name locals that change. */
  Scope inBody() {
    return ofFields(fields);
  }

  List<String> readable(Kind kind) {
    List<String> names = new ArrayList<>();
    for (List<Kind.Variable> variables : List.of(fields, locals, counters)) {
      for (Kind.Variable variable : variables) {
        if (variable.kind() == kind) {
          names.add(variable.name());
        }
      }
    }
    return names;
  }
}
