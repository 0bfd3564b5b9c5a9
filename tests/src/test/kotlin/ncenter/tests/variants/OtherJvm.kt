package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import java.io.File
import java.nio.file.Path

/** Flag that allows calls of native libraries. */
internal const val NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED"

/** The class path of the tests. */
internal val testClassPath: List<String> = (System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")).split(File.pathSeparator)

/** The command that runs [main], an object with a main function, in a JVM of its own. */
internal fun jvm(main: Any, vararg options: String, classPath: List<String> = testClassPath, arguments: List<String> = emptyList()): ProcessBuilder {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
    return ProcessBuilder(listOf(java) + options + listOf("-cp", classPath.joinToString(File.pathSeparator), main.javaClass.name) + arguments)
}

/** What the process prints until it ends well. */
internal fun Process.finish(): String {
    val output = inputStream.reader().readText()
    withClue(output) { waitFor() shouldBe 0 }
    return output
}
