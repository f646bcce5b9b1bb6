package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds where the regions that a rewritten class has were in the original initialiser. */
final class Regions {
  private final Context context;
  private final Code initialiser;

  Regions(Context context, Code initialiser) {
    this.context = context;
    this.initialiser = initialiser;
  }

  /** Whether a rewritten class has regions that the original had not. */
  static boolean areIn(Context context) {
    String first = Names.RESOLVE + "0()V";
    return context.after().methods().containsKey(first)
        && !context.before().methods().containsKey(first);
  }

  /**
   * Finds the regions.
   *
   * @return in the order of the code; they do not overlap
   * @throws Mismatch if the code of one is not the original's
   */
  List<Region> find() {
    List<Region> regions = new ArrayList<>();
    int from = 0;
    while (true) {
      MethodNode resolver = context.after().methods().get(Names.RESOLVE + regions.size() + "()V");
      if (resolver == null) {
        return regions;
      }
      Code body = new Code(body(resolver));
      Region region = find(regions.size(), body, from);
      if (region == null) {
        throw new Mismatch(
            "region " + regions.size() + " is not a slice of the original, in its order");
      }
      regions.add(region);
      from = region.end();
    }
  }

  private MethodNode body(MethodNode resolver) {
    for (AbstractInsnNode node : resolver.instructions) {
      if (node instanceof MethodInsnNode call && call.name.startsWith(Names.INITIALISE)) {
        MethodNode body = context.after().methods().get(call.name + "()V");
        if (body != null && !context.before().methods().containsKey(call.name + "()V")) {
          return body;
        }
      }
    }
    throw new Mismatch(resolver.name + " runs no region");
  }

  private @Nullable Region find(int index, Code body, int from) {
    Replacements lax = new Replacements(context, Replacements.Place.UNKNOWN, Set.of());
    int length = body.size() - 1;
    if (length < 1 || body.at(length).getOpcode() != Opcodes.RETURN) {
      throw new Mismatch("region " + index + " has no code, or does not end in return");
    }
    for (int start = from; start < initialiser.size(); start++) {
      int end = behind(body, lax, start, length);
      Region region = end < 0 ? null : region(index, start, end, body);
      if (region != null) {
        return region;
      }
    }
    return null;
  }

  /** Where a region that begins at a position ends; -1 if none does. */
  private int behind(Code body, Replacements rules, int start, int length) {
    int at = 0;
    int position = start;
    while (at < length) {
      if (position >= initialiser.size()) {
        return -1;
      }
      int next = behindOne(body, rules, position, at);
      if (next < 0) {
        return -1;
      }
      at = next;
      position++;
    }
    return at == length ? position : -1;
  }

  private int behindOne(Code body, Replacements rules, int position, int at) {
    int next = -1;
    AbstractInsnNode original = initialiser.at(position);
    for (StandIn standIn : rules.of(original)) {
      if (Correspondence.isThere(body, standIn.code(), at)) {
        next = Math.max(next, at + standIn.code().size());
      }
    }
    return next < 0 && rules.isConstantOf(original, body.at(at)) ? at + 1 : next;
  }

  /** Null for one that assigns nothing. */
  private @Nullable Region region(int index, int start, int end, Code body) {
    Set<String> fields = new LinkedHashSet<>();
    int assignments = 0;
    for (int at = start; at < end; at++) {
      if (assigned(at) != null) {
        fields.add(assigned(at));
        assignments++;
      }
    }
    boolean assignsLast = assignments == 1 && assigned(end - 1) != null;
    return fields.isEmpty() ? null : new Region(index, start, end, fields, assignsLast, body);
  }

  private @Nullable String assigned(int at) {
    return initialiser.at(at) instanceof FieldInsnNode field
            && field.getOpcode() == Opcodes.PUTSTATIC
            && context.isOwn(field.owner, field.name)
        ? field.name
        : null;
  }
}
