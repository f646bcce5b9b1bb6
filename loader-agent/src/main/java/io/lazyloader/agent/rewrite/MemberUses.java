package io.lazyloader.agent.rewrite;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Finds the methods that use certain static fields, or call certain methods, without taking the
 * code of most apart: an instruction for a member is its opcode and the index of the member's
 * reference (JVMS 17 §6.5), so a method in whose bytes these three do not follow each other does
 * not use it. Where they do, they may by chance be part of something else, such as a line number,
 * so the instructions are looked at one by one.
 */
final class MemberUses {
  private static final int CLASS = 7;
  private static final int FIELD_REF = 9;
  private static final int METHOD_REF = 10;
  private static final int INTERFACE_METHOD_REF = 11;
  private static final int METHOD_HANDLE = 15;
  private static final int INVOKE_DYNAMIC = 18;

  private final ClassReader reader;
  private final BitSet references = new BitSet();

  /** Kinds of method handles for the members (JVMS 17 §4.4.8). */
  private final BitSet handles = new BitSet();

  private MemberUses(ClassReader reader) {
    this.reader = reader;
  }

  private MemberUses(ClassReader reader, int kind, Members members) {
    this.reader = reader;
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int index = 1; index < reader.getItemCount(); index++) {
      int item = reader.getItem(index);
      if (item > 0 && reader.readByte(item - 1) == kind && matches(item, members, buffer)) {
        references.set(index);
      }
    }
    findHandles();
  }

  private void findHandles() {
    for (int index = 1; index < reader.getItemCount() && !references.isEmpty(); index++) {
      int item = reader.getItem(index);
      if (item > 0
          && reader.readByte(item - 1) == METHOD_HANDLE
          && references.get(reader.readUnsignedShort(item + 1))) {
        handles.set(reader.readByte(item));
      }
    }
  }

  /** Uses of the static fields for which a predicate holds. */
  static MemberUses ofFields(ClassReader reader, DeferredFields fields) {
    return new MemberUses(
        reader,
        FIELD_REF,
        new Members() {
          @Override
          public boolean include(String owner, String name, String descriptor) {
            return fields.isDeferred(owner, name, descriptor);
          }
        });
  }

  /**
   * Uses of {@link ReflectiveCalls}; where there are any, also what makes text of what may be a
   * {@code Field}.
   */
  static MemberUses ofReflection(ClassReader reader) {
    MemberUses uses = new MemberUses(reader);
    BitSet textual = new BitSet();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int index = 1; index < reader.getItemCount(); index++) {
      int item = reader.getItem(index);
      int kind = item > 0 ? reader.readByte(item - 1) : 0;
      if (kind == METHOD_REF || kind == INTERFACE_METHOD_REF) {
        String owner = reader.readClass(item, buffer);
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        String name = reader.readUTF8(nameAndType, buffer);
        String descriptor = reader.readUTF8(nameAndType + 2, buffer);
        uses.references.set(index, ReflectiveCalls.matches(owner, name, descriptor));
        textual.set(index, ReflectiveCalls.makesText(owner, name, descriptor));
      } else if (kind == INVOKE_DYNAMIC) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        String descriptor = reader.readUTF8(nameAndType + 2, buffer);
        textual.set(index, descriptor.contains(ReflectionSites.FIELD_DESCRIPTOR));
      }
    }
    uses.findHandles();
    if (!uses.references.isEmpty()) {
      uses.references.or(textual);
    }
    return uses;
  }

  /** Calls of methods, of interfaces or of classes, that may close a class loader. */
  static MemberUses ofCloses(ClassReader reader, boolean ofInterfaces) {
    return new MemberUses(
        reader,
        ofInterfaces ? INTERFACE_METHOD_REF : METHOD_REF,
        new Members() {
          @Override
          public boolean include(String owner, String name, String descriptor) {
            return CloseSites.mayBeClosed(owner, name, descriptor);
          }
        });
  }

  /**
   * Uses of other classes: their members, and the classes themselves, by instructions such as
   * {@code NEW}.
   */
  static MemberUses ofClasses(ClassReader reader, ClassUsers.Classes classes) {
    MemberUses uses = new MemberUses(reader);
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int index = 1; index < reader.getItemCount(); index++) {
      int item = reader.getItem(index);
      if (item > 0 && reader.readByte(item - 1) == CLASS) {
        String name = reader.readUTF8(item, buffer);
        uses.references.set(index, name != null && classes.include(name));
      }
    }
    for (int index = 1; index < reader.getItemCount(); index++) {
      int item = reader.getItem(index);
      int kind = item > 0 ? reader.readByte(item - 1) : 0;
      if (kind >= FIELD_REF && kind <= INTERFACE_METHOD_REF) {
        uses.references.set(index, uses.references.get(reader.readUnsignedShort(item)));
      }
    }
    return uses;
  }

  private interface Members {
    boolean include(String owner, String name, String descriptor);
  }

  private boolean matches(int reference, Members members, char[] buffer) {
    String owner = reader.readClass(reference, buffer);
    int nameAndType = reader.getItem(reader.readUnsignedShort(reference + 2));
    String name = reader.readUTF8(nameAndType, buffer);
    String descriptor = reader.readUTF8(nameAndType + 2, buffer);
    return members.include(owner, name, descriptor);
  }

  /** Whether the class file holds a method handle that assigns one of the fields. */
  boolean isAssignedByHandle() {
    return handles.get(Opcodes.H_PUTSTATIC);
  }

  /**
   * Finds the methods that may use one of the members by an instruction, or, all of them, that may
   * read or call it by a method handle.
   *
   * @param opcodes those whose operand is a reference to a class or member of two bytes
   * @return names and descriptors, each pair as one string
   */
  Set<String> methods(int... opcodes) {
    Set<String> found = new LinkedHashSet<>();
    if (references.isEmpty()) {
      return found;
    }
    boolean[] wanted = new boolean[256];
    boolean isUsedByHandle = false;
    for (int opcode : opcodes) {
      wanted[opcode] = true;
      isUsedByHandle |=
          (opcode == Opcodes.GETSTATIC && handles.get(Opcodes.H_GETSTATIC))
              || (opcode == Opcodes.INVOKEVIRTUAL
                  && handles.nextSetBit(Opcodes.H_INVOKEVIRTUAL) >= 0);
    }
    char[] buffer = new char[reader.getMaxStringLength()];
    int at = endOfMembers(reader.header + 6 + 2 + 2 * reader.readUnsignedShort(reader.header + 6));
    int methods = reader.readUnsignedShort(at);
    at += 2;
    for (int method = 0; method < methods; method++) {
      int end = endOfMember(at);
      if (isUsedByHandle || (mayUse(wanted, at, end) && uses(wanted, at, buffer))) {
        found.add(reader.readUTF8(at + 2, buffer) + reader.readUTF8(at + 4, buffer));
      }
      at = end;
    }
    return found;
  }

  private boolean mayUse(boolean[] opcodes, int from, int to) {
    for (int at = from; at < to - 2; at++) {
      if (isUse(opcodes, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isUse(boolean[] opcodes, int at) {
    return opcodes[reader.readByte(at)] && references.get(reader.readUnsignedShort(at + 1));
  }

  private boolean uses(boolean[] opcodes, int method, char[] buffer) {
    int attribute = method + 8;
    for (int left = reader.readUnsignedShort(method + 6); left > 0; left--) {
      if ("Code".equals(reader.readUTF8(attribute, buffer))) {
        // attribute_name_index, attribute_length, max_stack, max_locals, code_length, code
        int start = attribute + 14;
        int end = start + reader.readInt(attribute + 10);
        for (int at = start; at < end; at += InstructionLengths.at(reader, at, at - start)) {
          if (isUse(opcodes, at)) {
            return true;
          }
        }
      }
      attribute += 6 + reader.readInt(attribute + 2);
    }
    return false;
  }

  /** Skips a table of fields or methods (JVMS 17 §4.5, §4.6). */
  private int endOfMembers(int table) {
    int at = table + 2;
    for (int left = reader.readUnsignedShort(table); left > 0; left--) {
      at = endOfMember(at);
    }
    return at;
  }

  private int endOfMember(int member) {
    int at = member + 8;
    for (int left = reader.readUnsignedShort(member + 6); left > 0; left--) {
      at += 6 + reader.readInt(at + 2);
    }
    return at;
  }
}
