package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;

/**
 * Judges initialiser regions that no mark and no plan asks for: may they be deferred all the same?
 */
public interface Judge {
  /**
   * Defers everything that has the shape for it. It proves nothing: for those who only want to know
   * which regions there are, and for tests of the rewriter.
   */
  Judge RECKLESS =
      new Judge() {
        @Override
        public @Nullable String obstacle(Region region) {
          return null;
        }
      };

  /**
   * Judges a region of the class that the judge was made for.
   *
   * @param region as it would be moved
   * @return why it must stay eager, as the end of a sentence that begins "F stays eager: ", or null
   *     if it may be deferred
   */
  @Nullable String obstacle(Region region);

  /**
   * Tells how sure the judge is of a region that it does not object to.
   *
   * @param region as it would be moved
   * @return the name of a kind of verdict
   */
  default String kind(Region region) {
    return "UNKNOWN";
  }

  /**
   * Tells why the judge is so sure of a region that it does not object to.
   *
   * @param region as it would be moved
   * @return a sentence without its full stop; empty if it is proven
   */
  default String reason(Region region) {
    return "";
  }

  /**
   * Tells what running a region takes that the judge does not object to.
   *
   * @param region as it would be moved
   * @return a number of instructions, 0 if that is not known
   */
  default long cost(Region region) {
    return 0;
  }
}
