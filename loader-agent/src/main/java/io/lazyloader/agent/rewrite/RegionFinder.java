package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;

/**
 * Finds the smallest slice of {@code <clinit>} that computes given fields and can stand on its own.
 *
 * <p>Such a slice is entered at its start and left at its end, with an empty operand stack at both;
 * no local lives across either edge; exception handlers are wholly inside or wholly outside; and
 * every run of {@code <clinit>} that ends normally runs it exactly once. The search begins with the
 * assignments themselves and grows the slice by whatever breaks a rule until nothing does.
 */
final class RegionFinder {
  private final InitialiserCode code;
  private final String owner;
  private final int normalReturn;

  RegionFinder(InitialiserCode code, String owner) {
    this.code = code;
    this.owner = owner;
    this.normalReturn = onlyReturn(code);
  }

  /** The code that the regions are slices of. */
  InitialiserCode code() {
    return code;
  }

  /**
   * Finds the region of some fields: all that assigns them, and all that assigns what else it
   * assigns.
   *
   * @return null if nothing short of the whole initialiser is closed
   */
  @Nullable Region find(Set<String> fields) {
    int first = Integer.MAX_VALUE;
    int last = -1;
    for (int at = 0; at < code.size(); at++) {
      String assigned = assignedField(at);
      if (assigned != null && fields.contains(assigned)) {
        if (!code.isReachable(at)) {
          return null;
        }
        first = Math.min(first, at);
        last = at;
      }
    }
    Region region = last < 0 ? null : close(first, last + 1);
    return region == null || fields.containsAll(region.fields()) ? region : find(region.fields());
  }

  /** Finds the smallest region that contains both. */
  @Nullable Region join(Region one, Region other) {
    Region joined = close(Math.min(one.start(), other.start()), Math.max(one.end(), other.end()));
    return joined == null ? null : find(joined.fields());
  }

  /** Finds the smallest region that an instruction belongs to. */
  @Nullable Region around(int at) {
    return close(at, at + 1);
  }

  /** Whether {@code <clinit>} assigns a field at all. */
  boolean assigns(String field) {
    for (int at = 0; at < code.size(); at++) {
      if (field.equals(assignedField(at))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Region close(int from, int to) {
    Slice slice = new Slice(from, to);
    boolean grown = true;
    while (grown) {
      // The one return ends <clinit>; without it there is no way out of the slice.
      if (slice.end > normalReturn) {
        return null;
      }
      grown =
          growToEmptyStack(slice)
              || growByJumps(slice)
              || growByHandlers(slice)
              || growByLocals(slice);
    }
    return region(slice);
  }

  private Region region(Slice slice) {
    Set<String> fields = new LinkedHashSet<>();
    int assignments = 0;
    for (int at = slice.start; at < slice.end; at++) {
      String field = assignedField(at);
      if (field != null) {
        fields.add(field);
        assignments++;
      }
    }
    boolean assignsLast = assignments == 1 && assignedField(slice.end - 1) != null;
    return new Region(slice.start, slice.end, fields, code.line(slice.start), assignsLast);
  }

  private boolean growToEmptyStack(Slice slice) {
    int start = slice.start;
    int end = slice.end;
    while (start > 0 && !code.stackIsEmptyBefore(start)) {
      start--;
    }
    while (end <= normalReturn && !code.stackIsEmptyBefore(end)) {
      end++;
    }
    return slice.include(start, end);
  }

  private boolean growByJumps(Slice slice) {
    boolean grown = false;
    for (int[] jump : code.jumps()) {
      grown |= growByJump(slice, jump[0], jump[0] + 1, jump[1]);
    }
    return grown;
  }

  /** Grows by a jump from anywhere in {@code [from, to)} to a target. */
  private static boolean growByJump(Slice slice, int from, int to, int target) {
    if (slice.contains(from)) {
      boolean staysOrLeavesAtTheEnd = target >= slice.start && target <= slice.end;
      // A target ahead may stay outside: the slice then ends right before it.
      return !staysOrLeavesAtTheEnd && slice.include(target, target);
    }
    boolean entersInside = target > slice.start && target < slice.end;
    boolean skips = from < slice.start && target >= slice.end;
    boolean repeats = from >= slice.end && target <= slice.start;
    return (entersInside || skips || repeats) && slice.include(from, to);
  }

  private boolean growByHandlers(Slice slice) {
    boolean grown = false;
    for (int[] handler : code.handlers()) {
      int from = handler[0];
      int to = handler[1];
      if (to <= slice.start || from >= slice.end) {
        grown |= growByJump(slice, from, to, handler[2]);
      } else {
        grown |= slice.include(from, to);
        grown |= slice.include(handler[2], handler[2] + 1);
      }
    }
    return grown;
  }

  private boolean growByLocals(Slice slice) {
    for (int at = slice.start; at < slice.end; at++) {
      int read = code.localRead(at);
      if (read >= 0 && code.isLive(read, slice.start) && isWrittenBefore(slice, read)) {
        return true;
      }
      int written = code.localWritten(at);
      if (written >= 0 && code.isLive(written, slice.end)) {
        return includeNextRead(slice, written);
      }
    }
    return false;
  }

  /** Grows the slice back to the nearest write of a local that it reads before writing it. */
  private boolean isWrittenBefore(Slice slice, int local) {
    for (int at = slice.start - 1; at >= 0; at--) {
      if (code.localWritten(at) == local) {
        return slice.include(at, slice.end);
      }
    }
    return false;
  }

  private boolean includeNextRead(Slice slice, int local) {
    for (int at = slice.end; at < code.size(); at++) {
      if (code.localRead(at) == local) {
        return slice.include(slice.start, at + 1);
      }
    }
    return slice.include(slice.start, code.size());
  }

  private @Nullable String assignedField(int at) {
    return code.instruction(at) instanceof FieldInsnNode field
            && field.getOpcode() == Opcodes.PUTSTATIC
            && field.owner.equals(owner)
        ? field.name
        : null;
  }

  /** Finds the return that ends every normal run; -1 if there are several. */
  private static int onlyReturn(InitialiserCode code) {
    List<Integer> returns = new ArrayList<>(1);
    for (int at = 0; at < code.size(); at++) {
      if (code.instruction(at).getOpcode() == Opcodes.RETURN && code.isReachable(at)) {
        returns.add(at);
      }
    }
    return returns.size() == 1 ? returns.get(0) : -1;
  }

  /** A slice that only ever grows. */
  private static final class Slice {
    int start;
    int end;

    Slice(int start, int end) {
      this.start = start;
      this.end = end;
    }

    boolean contains(int at) {
      return at >= start && at < end;
    }

    boolean include(int from, int to) {
      boolean grown = from < start || to > end;
      start = Math.min(start, from);
      end = Math.max(end, to);
      return grown;
    }
  }
}
