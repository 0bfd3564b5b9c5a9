package ncenter.tests

import io.kotest.assertions.throwables.shouldThrow

/** The text of the error a user meets. */
fun refused(block: () -> Unit): String = shouldThrow<IllegalArgumentException> { block() }.message.orEmpty()
