package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** A small change to a class file that a validator must not miss. */
enum Mutation {
  DROP_INSTRUCTION(InstructionMutants::drop),
  SWAP_INSTRUCTIONS(InstructionMutants::swap),
  REPEAT_INSTRUCTION(InstructionMutants::repeat),
  CHANGE_CONSTANT(InstructionMutants::changeConstant),
  CHANGE_CALLEE(InstructionMutants::changeCallee),
  CHANGE_FIELD(InstructionMutants::changeField),
  CHANGE_TYPE(InstructionMutants::changeType),
  CHANGE_LOCAL(InstructionMutants::changeLocal),
  CHANGE_OPCODE(InstructionMutants::changeOpcode),
  CHANGE_TARGET(InstructionMutants::changeTarget),
  CHANGE_BOOTSTRAP(InstructionMutants::changeBootstrap),
  CHANGE_LINE(InstructionMutants::changeLine),
  DROP_HANDLER(InstructionMutants::dropHandler),
  CHANGE_HANDLER(InstructionMutants::changeHandler),
  SWAP_HANDLERS(InstructionMutants::swapHandlers),
  RENAME_LOCAL(InstructionMutants::renameLocal),

  READ_PAST_ACCESSOR(RegionMutants::readPastAccessor),
  OTHER_ACCESSOR(RegionMutants::otherAccessor),
  SKIP_REGION(RegionMutants::skipRegion),
  REPEAT_REGION(RegionMutants::repeatRegion),
  MOVE_TO_OTHER_REGION(RegionMutants::moveToOtherRegion),
  SWAP_REGIONS(RegionMutants::swapRegions),
  TAKE_BACK_END_OF_REGION(RegionMutants::takeBack),
  CUT_MORE(RegionMutants::cutMore),
  DROP_LIBRARY_CALL(RegionMutants::dropLibraryCall),
  DROP_PROGRESS(RegionMutants::dropProgress),
  NOT_VOLATILE(RegionMutants::notVolatile),
  ASSIGN_ELSEWHERE(RegionMutants::assignElsewhere),

  CHANGE_CLASS(DeclarationMutants::changeClass),
  CHANGE_FLAGS_OF_FIELD(DeclarationMutants::changeFieldFlags),
  CHANGE_FLAGS_OF_METHOD(DeclarationMutants::changeMethodFlags),
  CHANGE_FIELD_DECLARATION(DeclarationMutants::changeField),
  CHANGE_METHOD_DECLARATION(DeclarationMutants::changeMethod),
  CHANGE_ANNOTATION(DeclarationMutants::changeAnnotation),
  ADD_METHOD(DeclarationMutants::addMethod),
  ADD_FIELD(DeclarationMutants::addField),
  DROP_METHOD(DeclarationMutants::dropMethod),
  DROP_FIELD(DeclarationMutants::dropField),
  REORDER_MEMBERS(DeclarationMutants::reorder);

  /** Makes one change; false if there is nothing to change. */
  interface Change {
    boolean make(ClassNode type, RandomGenerator random);
  }

  @SuppressWarnings("ImmutableEnumChecker") // Method references have no state.
  private final Change change;

  Mutation(Change change) {
    this.change = change;
  }

  /** Changes a class file; null if there is nothing of that kind to change. */
  byte @Nullable [] of(byte[] classFile, RandomGenerator random) {
    ClassNode type = read(classFile);
    return change.make(type, random) ? write(type) : null;
  }

  /** The same class, written anew. */
  static byte[] rewritten(byte[] classFile) {
    return write(read(classFile));
  }

  private static ClassNode read(byte[] classFile) {
    ClassNode type = new ClassNode();
    new ClassReader(classFile).accept(type, ClassReader.EXPAND_FRAMES);
    return type;
  }

  private static byte[] write(ClassNode type) {
    ClassWriter writer = new ClassWriter(0);
    type.accept(writer);
    return writer.toByteArray();
  }

  /** One of several, or null of none. */
  static <T> @Nullable T any(List<T> all, RandomGenerator random) {
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  /** Those of a kind. */
  static <T> List<T> ofKind(Iterable<?> all, Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (Object one : all) {
      if (kind.isInstance(one)) {
        found.add(kind.cast(one));
      }
    }
    return found;
  }
}
