package io.lazyloader.agent.validate;

import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.PUTSTATIC;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** What an initialiser with regions begins with: it registers them. */
final class Prologue {
  private static final int TEXT = 2;

  private final Context context;
  private final Code original;
  private final Code code;
  private final List<Region> regions;
  private boolean tellsPassed;

  Prologue(Context context, Code original, Code code, List<Region> regions) {
    this.context = context;
    this.original = original;
    this.code = code;
    this.regions = regions;
  }

  /**
   * Checks it.
   *
   * @return where the code of the original begins
   * @throws Mismatch if it is not what it should be
   */
  int end() {
    String owner = context.before().name();
    Emitted expected =
        new Emitted()
            .call(
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;")
            .number(regions.size());
    checkDescription(text(expected));
    expected
        .call(
            Names.REGIONS,
            "register",
            "(Ljava/lang/invoke/MethodHandles$Lookup;ILjava/lang/String;)" + Names.REGIONS_TYPE)
        .field(PUTSTATIC, owner, Names.REGIONS_FIELD, Names.REGIONS_TYPE);
    int at = behind(expected, 0);
    Emitted passed = passed(owner, 0);
    tellsPassed = Correspondence.isThere(code, passed.instructions(), at);
    at = tellsPassed ? behind(passed, at) : at;
    if (context.before().isInterface()) {
      for (Region region : regions) {
        for (String name : region.fields()) {
          at = behind(cell(owner, context.field(name), region.index()), at);
        }
      }
    }
    for (int position = 0; position < at; position++) {
      if (!code.handlers(position).isEmpty() || code.line(position) != 0) {
        throw new Mismatch("at " + code.place(position) + " there is a handler or a line");
      }
    }
    return at;
  }

  /** Whether it says that no region is passed; meaningful when it was checked. */
  boolean tellsPassed() {
    return tellsPassed;
  }

  private int behind(Emitted expected, int at) {
    if (!Correspondence.isThere(code, expected.instructions(), at)) {
      throw new Mismatch(
          "at "
              + code.place(at)
              + " expected "
              + Instructions.text(expected.instructions())
              + ", found "
              + Instructions.text(code.between(at, at + expected.instructions().size())));
    }
    return at + expected.instructions().size();
  }

  /** Tells how many regions were passed. */
  static Emitted passed(String owner, int regions) {
    return new Emitted()
        .field(GETSTATIC, owner, Names.REGIONS_FIELD, Names.REGIONS_TYPE)
        .number(regions)
        .call(Names.REGIONS, "passed", '(' + Names.REGIONS_TYPE + "I)V");
  }

  private static Emitted cell(String owner, FieldNode field, int region) {
    int zero =
        switch (Type.getType(field.desc).getSort()) {
          case Type.OBJECT, Type.ARRAY -> Opcodes.ACONST_NULL;
          case Type.LONG -> Opcodes.LCONST_0;
          case Type.FLOAT -> Opcodes.FCONST_0;
          case Type.DOUBLE -> Opcodes.DCONST_0;
          default -> Opcodes.ICONST_0;
        };
    return new Emitted()
        .field(GETSTATIC, owner, Names.REGIONS_FIELD, Names.REGIONS_TYPE)
        .number(region)
        .op(zero)
        .box(field.desc)
        .call(
            Names.CELL, "of", "(" + Names.REGIONS_TYPE + "ILjava/lang/Object;)" + Names.ENTRY_TYPE)
        .field(PUTSTATIC, owner, Names.cell(field.name, field.desc), Names.ENTRY_TYPE);
  }

  /** Reads the description, which may be too long for one constant. */
  private String text(Emitted expected) {
    String first = constant(TEXT);
    if (first == null) {
      throw new Mismatch("at " + code.place(TEXT) + " no description of the regions");
    }
    expected.constant(first);
    StringBuilder text = new StringBuilder(first);
    int at = TEXT + 1;
    for (String more = constant(at); more != null; more = constant(at)) {
      expected
          .constant(more)
          .call(
              INVOKEVIRTUAL,
              "java/lang/String",
              "concat",
              "(Ljava/lang/String;)Ljava/lang/String;",
              false);
      text.append(more);
      at += 2;
    }
    return text.toString();
  }

  private @Nullable String constant(int at) {
    return at < code.size()
            && code.at(at) instanceof LdcInsnNode load
            && load.cst instanceof String text
        ? text
        : null;
  }

  /** {@code SourceFile;LINE:FIELD/FIELD;LINE@GROUP/GROUP:FIELD}; a field with a proxy has a [. */
  private void checkDescription(String text) {
    String[] parts = text.split(";", -1);
    String source = context.before().node().sourceFile;
    if (!parts[0].equals(source == null ? "" : source.replace(';', '_'))
        || parts.length != regions.size() + 1) {
      throw new Mismatch("the description of the regions is of others: " + text);
    }
    for (Region region : regions) {
      String part = parts[region.index() + 1];
      StringBuilder fields = new StringBuilder();
      for (String name : region.fields()) {
        fields.append(fields.length() == 0 ? "" : "/").append(name);
        fields.append(context.proxied().contains(name) ? "[" : "");
      }
      int colon = part.indexOf(':');
      String place = part.substring(0, Math.max(colon, 0));
      int group = place.indexOf('@');
      String line = group < 0 ? place : place.substring(0, group);
      if (!part.substring(colon + 1).equals(fields.toString())
          || !line.equals(Integer.toString(original.line(region.start())))) {
        throw new Mismatch("the description of region " + region.index() + " is '" + part + "'");
      }
    }
  }
}
