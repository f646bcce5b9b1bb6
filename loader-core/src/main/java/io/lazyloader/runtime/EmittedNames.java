package io.lazyloader.runtime;

/**
 * Names that this library shares with the code that is emitted into rewritten classes, and so with
 * the rewriter. Constants, which the compiler copies to where they are used: the class itself is
 * never loaded.
 */
public final class EmittedNames {
  /** All that is emitted begins so; also the static field that holds a class's regions. */
  public static final String EMITTED = "$lazy$";

  /** How the emitted methods that resolve a region are named, before the region's index. */
  public static final String RESOLVE_PREFIX = "$lazy$resolve$";

  /** How the emitted methods are named that hold a region's own instructions. */
  public static final String INITIALISER_PREFIX = "$lazy$init$";

  /** How the emitted methods are named that a proxy reads its value by, before the field's name. */
  public static final String VALUE_PREFIX = "$lazy$get$";

  /** How the emitted methods are named that make a field hold its proxy, before its name. */
  public static final String MEMBER_PREFIX = "$lazy$member$";

  private EmittedNames() {}
}
