package io.lazyloader.agent.cache;

import io.lazyloader.agent.rewrite.FieldReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a class becomes, and what others must know of it.
 *
 * @param classFile to be loaded in its place
 * @param accessors descriptors, by name, of the fields that others read through accessors; only if
 *     all of them may be lazy is the class file of use
 * @param asked the references that it has members for, by which it finds out how to read them
 * @param judged the fields that are deferred though nobody asked for it
 * @param addsMembers whether it has members, or modifiers of members, that it had not
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record Rewritten(
    byte[] classFile,
    Map<String, String> accessors,
    List<FieldReference> asked,
    Set<String> judged,
    boolean addsMembers) {
  /** A class that stays as it is, as far as its bytes go. */
  public static final Rewritten NOT =
      new Rewritten(new byte[0], Map.of(), List.of(), Set.of(), false);

  /**
   * Tells whether the class stays as it is.
   *
   * @return if so, there is no class file
   */
  public boolean isNot() {
    return classFile.length == 0;
  }

  /**
   * Changes the class file.
   *
   * @param other the same class, in other words
   * @return all else as it was
   */
  public Rewritten with(byte[] other) {
    return new Rewritten(other, accessors, asked, judged, addsMembers);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length + 256);
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeBoolean(addsMembers);
      out.writeInt(accessors.size());
      for (Map.Entry<String, String> accessor : accessors.entrySet()) {
        out.writeUTF(accessor.getKey());
        out.writeUTF(accessor.getValue());
      }
      out.writeInt(asked.size());
      for (FieldReference reference : asked) {
        out.writeUTF(reference.owner());
        out.writeUTF(reference.name());
        out.writeUTF(reference.descriptor());
      }
      out.writeInt(judged.size());
      for (String field : judged) {
        out.writeUTF(field);
      }
      out.writeInt(classFile.length);
      out.write(classFile);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  static Rewritten of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    boolean addsMembers = in.readBoolean();
    Map<String, String> accessors = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      accessors.put(name, in.readUTF());
    }
    List<FieldReference> asked = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String owner = in.readUTF();
      String name = in.readUTF();
      asked.add(new FieldReference(owner, name, in.readUTF()));
    }
    Set<String> judged = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      judged.add(in.readUTF());
    }
    byte[] classFile = new byte[in.readInt()];
    in.readFully(classFile);
    return new Rewritten(classFile, accessors, asked, judged, addsMembers);
  }
}
