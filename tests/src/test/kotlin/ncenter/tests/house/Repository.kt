package ncenter.tests.house

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.invariantSeparatorsPathString
import kotlin.io.path.isRegularFile
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.io.path.relativeTo

/** A text file of the project: [path] from the top level, with `/`, and its [text]. */
class ProjectFile(
    val path: String,
    val text: String,
) {
    val isKotlin get() = path.endsWith(".kt")
    val isJava get() = path.endsWith(".java")
    val isMain get() = "/src/main/" in "/$path"

    override fun toString() = path
}

/** The project as it lies on disk, without what the build or Git put there. */
object Repository {
    private val LEFT_OUT = setOf("target", "out", ".git", ".idea", ".vscode", ".kotlin", ".gradle")
    private val TEXT =
        setOf("kt", "kts", "java", "md", "xml", "json", "properties", "sh", "py", "txt", "editorconfig", "yml", "toml", "ipynb")

    val root: Path =
        generateSequence(Path.of("").toAbsolutePath()) { it.parent }
            .first { Files.exists(it.resolve("pom.xml")) && Files.exists(it.resolve("kernels-java")) && Files.exists(it.resolve("dsl")) }

    /** Every file, as a path from the top level. */
    val files: List<Path> by lazy { below(root).map { it.relativeTo(root) }.sorted() }

    val texts: List<ProjectFile> by lazy {
        files
            .filter { it.extension in TEXT || it.name in setOf("ncenter", "mvnw", "run") || it.name.startsWith(".") }
            .map { ProjectFile(it.invariantSeparatorsPathString, root.resolve(it).readText()) }
    }

    val sources: List<ProjectFile> by lazy { texts.filter { it.isKotlin || it.isJava } }

    private fun below(folder: Path): List<Path> = Files.list(folder).use { it.toList() }.flatMap { entry ->
        when {
            entry.name in LEFT_OUT -> emptyList()
            entry.isRegularFile() -> listOf(entry)
            else -> below(entry)
        }
    }
}
