package io.lazyloader.agent.rewrite;

/** Answers, for a reference in a class file, whether its field is deferred. */
public interface DeferredFields {
  /**
   * Looks up the field that a {@code getstatic} refers to.
   *
   * @param owner internal name of the class that the reference names; it may be a subclass of the
   *     one that declares the field
   * @param name the field's name
   * @param descriptor the field's type
   * @return true if the read must call the field's accessor instead
   */
  boolean isDeferred(String owner, String name, String descriptor);
}
