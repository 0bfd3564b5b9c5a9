package ncenter.tests.plans

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.readText
import kotlin.io.path.writeText

private val EXPECTED = Path.of("src/test/resources/golden/plans")
private val ACTUAL = Path.of("target/golden/plans")

/** Fails unless [text] is that of the golden file [name]; what was got is then left beside the build for comparison. */
fun shouldEqualGolden(text: String, name: String) {
    val file = EXPECTED.resolve(name)
    val expected = if (file.exists()) file.readText() else "(there is no such file)\n"
    if (text == expected) return
    Files.createDirectories(ACTUAL)
    ACTUAL.resolve(name).writeText(text)
    val line = text.lines().zip(expected.lines()).indexOfFirst { (a, b) -> a != b }
    val (got, wanted) = if (line < 0) "the end" to "another end" else text.lines()[line] to expected.lines()[line]
    throw AssertionError(
        "explain() is not the text of tests/$file, first difference in line ${line + 1}:\n  expected $wanted\n  got      $got\n" +
            "if the change is meant, copy tests/${ACTUAL.resolve(name)} there",
    )
}
