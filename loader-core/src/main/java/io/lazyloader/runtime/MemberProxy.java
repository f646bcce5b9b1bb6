package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What every proxy implements that stands for the value of a field whose members are lazy. Public
 * because the proxies are classes of the application; nobody else implements it.
 */
public interface MemberProxy {
  /**
   * Resolves the field, if it is pending, as a first read would.
   *
   * @return the value itself
   */
  @Nullable Object $lazy$value();
}
