package io.lazyloader.agent.rewrite;

/** The types of generated variables. */
enum Kind {
  INT("int", "Integer"),
  LONG("long", "Long"),
  DOUBLE("double", "Double"),
  BOOLEAN("boolean", "Boolean"),
  STRING("String", "String"),
  BOXED("Integer", "Integer"),
  INTS("int[]", "int[]"),
  STRINGS("String[]", "String[]"),
  LIST("List<String>", "List<String>"),
  OBJECT("Object", "Object");

  final String type;
  final String reference;

  Kind(String type, String reference) {
    this.type = type;
    this.reference = reference;
  }

  /** A name that generated code may read, and if it is a local, assign. */
  record Variable(Kind kind, String name) {}
}
