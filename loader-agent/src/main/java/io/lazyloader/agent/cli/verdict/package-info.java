/** What commands say of verdicts: reports on classes and fields, and the options of the policy. */
@NullMarked
package io.lazyloader.agent.cli.verdict;

import org.jspecify.annotations.NullMarked;
