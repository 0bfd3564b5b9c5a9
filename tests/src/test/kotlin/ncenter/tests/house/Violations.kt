package ncenter.tests.house

import io.kotest.assertions.AssertionErrorBuilder

/** Fails with every entry on a line of its own, so that one run shows all there is to mend. */
fun List<String>.shouldBeNone() {
    if (isNotEmpty()) AssertionErrorBuilder.fail(joinToString("\n  ", "$size violations:\n  "))
}
