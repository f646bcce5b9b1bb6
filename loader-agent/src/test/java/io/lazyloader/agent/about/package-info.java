@NullMarked
package io.lazyloader.agent.about;

import org.jspecify.annotations.NullMarked;
