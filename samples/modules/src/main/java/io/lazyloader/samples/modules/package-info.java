/** A host that knows its plugins by name and loads each when it is first used. */
package io.lazyloader.samples.modules;
