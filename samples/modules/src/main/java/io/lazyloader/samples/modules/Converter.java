package io.lazyloader.samples.modules;

/** What the host sees of a plugin: a class is seen so if its entry point takes and gives text. */
@FunctionalInterface
interface Converter {
  /**
   * Converts a text.
   *
   * @param text in the plugin's format
   * @return in another one
   */
  String convert(String text);
}
