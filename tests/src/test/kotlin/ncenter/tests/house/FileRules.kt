package ncenter.tests.house

import java.nio.file.Path

/** Rules on the files of the project, whatever they hold. */
object FileRules {
    /** The top level besides hidden files: the card. */
    private val CARD =
        setOf(
            "README.md",
            "pom.xml",
            "kernels-java",
            "dsl",
            "kernel-jupyter",
            "examples",
            "tests",
            "LICENSE",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "mvnw",
            "mvnw.cmd",
            "ncenter",
        )

    private const val GOLDEN = "tests/src/test/resources/golden/"
    const val GOLDEN_LIMIT = 200L shl 10

    /** A Maven wrapper cannot work without the address of Maven itself. */
    private const val WRAPPER = ".mvn/wrapper/maven-wrapper.properties"

    private val PRIVATE_PATHS = Regex("""(?<![\w.~}])/(work|farm|root|home/\w+|Users/\w+)/|[A-Z]:\\Users\\|/usr/lib/jvm/[\w-]*\d""")
    private val HOSTS =
        Regex(
            listOf(
                "repo1?\\.maven\\.(apache\\.)?org",
                "central\\.sonatype",
                "pypi\\.org",
                "python" + "hosted",
                "registry\\.npmjs",
                "proxy\\.golang",
                "crates\\.io",
            ).joinToString("|", "(", ")"),
        )
    private val SENTENCE = Regex("""^[A-Z`].*[.:]$""")

    fun topLevel(entries: Set<String>): List<String> {
        val seen = entries.filterNot { it.startsWith(".") }.toSet()
        return (seen - CARD).sorted().map { "$it is not on the card" } + (CARD - seen).sorted().map { "$it is missing" }
    }

    fun golden(sizes: Map<Path, Long>): List<String> = sizes
        .filter { (path, size) -> path.toString().replace('\\', '/').startsWith(GOLDEN) && size > GOLDEN_LIMIT }
        .map { (path, size) -> "$path has $size bytes, at most $GOLDEN_LIMIT are allowed" }

    fun outsideWorld(file: ProjectFile): List<String> {
        if (file.path == WRAPPER) return emptyList()
        return file.text.lines().flatMapIndexed { number, line ->
            listOfNotNull(PRIVATE_PATHS.find(line), HOSTS.find(line)).map { "${file.path}:${number + 1} mentions ${it.value}" }
        }
    }

    /** Packages with sources but without a `package-info.java` or a README that starts with one sentence on its job. */
    fun undocumented(files: List<ProjectFile>): List<String> {
        val byFolder = files.filter { it.isMain }.groupBy { it.path.substringBeforeLast('/') }
        return byFolder.filterValues { all -> all.any { it.isKotlin || it.isJava } }.mapNotNull { (folder, all) ->
            val job = all.firstNotNullOfOrNull(::jobSentence)
            when {
                job == null -> "$folder has neither package-info.java nor README.md"
                !SENTENCE.matches(job) -> "$folder: one sentence on its job was expected, got '$job'"
                else -> null
            }
        }
    }

    private fun jobSentence(file: ProjectFile): String? = when (file.path.substringAfterLast('/')) {
        "README.md" -> {
            file.text
                .lines()
                .map(String::trim)
                .firstOrNull { it.isNotEmpty() && !it.startsWith("#") }
                .orEmpty()
        }
        "package-info.java" -> {
            file.text
                .substringAfter(
                    "/**",
                    "",
                ).substringBefore("*/")
                .lines()
                .joinToString(" ") { it.trim().removePrefix("*").trim() }
                .trim()
        }
        else -> null
    }
}
