/** What tests on random cases need: seeds to run with, and small examples of what fails. */
@NullMarked
package io.lazyloader.agent.seeded;

import org.jspecify.annotations.NullMarked;
