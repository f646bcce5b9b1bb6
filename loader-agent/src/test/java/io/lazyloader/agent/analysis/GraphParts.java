package io.lazyloader.agent.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a graph of classes is made of, before the code is written. */
final class GraphParts {
  private GraphParts() {}

  /** The types of fields, locals and results. */
  enum Kind {
    INT("int"),
    TEXT("String"),
    INTS("int[]"),
    LIST("List<String>"),
    MAP("Map<String, Integer>"),
    OP("Kit.Op"),
    THING("Kit.Thing"),
    BUILDER("StringBuilder");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  /**
   * How much code may call, so that every program ends: what has a level calls only lower ones.
   * Constructors, instance methods and lambdas are {@code HIDDEN}.
   */
  enum Level {
    LEAF,
    HIDDEN,
    CALLER,
    TOP
  }

  /** A local variable or parameter. */
  record Local(Kind kind, String name, boolean isFinal) {}

  /** A static field. */
  record Field(Node owner, String name, Kind kind, boolean isFinal, boolean isPrivate) {
    String getter() {
      return owner.name + ".get" + name + "()";
    }
  }

  /** A static method with one {@code int} parameter, numbered in the order of allowed calls. */
  record Method(Node owner, String name, Kind result, Level level, int number) {}

  /** A class, nested class, interface or enum. */
  static final class Node {
    final String name;
    final Shape shape;
    final List<Field> fields = new ArrayList<>();
    final List<Method> methods = new ArrayList<>();

    /** What declares those of its fields that are not drawn one by one. */
    final Map<Field, String> views = new LinkedHashMap<>();

    Node parent = this;
    boolean implementsInterface;

    Node(String name, Shape shape) {
      this.name = name;
      this.shape = shape;
    }

    String top() {
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }

    String simpleName() {
      return name.substring(name.indexOf('.') + 1);
    }

    boolean hasParent() {
      return parent != this;
    }
  }

  /** What kind of declaration a node is. */
  enum Shape {
    CLASS,
    NESTED,
    INTERFACE,
    ENUM
  }

  /**
   * Where code stands.
   *
   * @param node the class that it belongs to
   * @param level what it may call
   * @param number of methods, only lower ones may be called
   * @param heat how likely, in percent, what it does has to do with anything else
   * @param locals that it may use
   */
  record Place(Node node, Level level, int number, int heat, List<Local> locals) {
    Place nested() {
      return new Place(node, level, number, heat, new ArrayList<>(locals));
    }

    /** The body of a lambda or of a method of an anonymous class. */
    Place hidden() {
      List<Local> captured = new ArrayList<>();
      for (Local local : locals) {
        if (local.isFinal()) {
          captured.add(local);
        }
      }
      return new Place(node, Level.HIDDEN, 0, heat, captured);
    }
  }
}
