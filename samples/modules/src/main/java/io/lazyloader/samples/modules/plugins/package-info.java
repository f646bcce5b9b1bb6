/** The plugins. The host never mentions these classes: {@code plugins.properties} names them. */
package io.lazyloader.samples.modules.plugins;
