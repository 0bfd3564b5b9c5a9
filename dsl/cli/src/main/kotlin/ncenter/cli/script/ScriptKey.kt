package ncenter.cli.script

import ncenter.engine.LibraryVersion
import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.HexFormat
import kotlin.io.path.isDirectory

/** Names a compiled script by everything its class files depend on: text, name, library version, Java version and class path. */
internal object ScriptKey {
    fun of(script: ScriptFile, classPath: String = System.getProperty("java.class.path")): String {
        val digest = MessageDigest.getInstance("SHA-256")
        val parts = listOf(script.name, script.text, LibraryVersion.text, System.getProperty("java.version"), stamp(classPath))
        parts.forEach { part ->
            val bytes = part.toByteArray()
            digest.update("${bytes.size}:".toByteArray())
            digest.update(bytes)
        }
        return HexFormat.of().formatHex(digest.digest()).take(KEY_LENGTH)
    }

    /** Sizes and times instead of contents: reading a hundred megabytes of jars at each start would cost more than it finds. */
    private fun stamp(classPath: String): String = classPath
        .split(File.pathSeparator)
        .filter { it.isNotEmpty() }
        .map { Path.of(it) }
        .flatMap { if (it.isDirectory()) filesIn(it) else listOf(it) }
        .map { file -> "${file.fileName} ${size(file)}" }
        .sorted()
        .joinToString("\n")

    private fun filesIn(folder: Path): List<Path> = Files.walk(folder).use { all ->
        all.filter { Files.isRegularFile(it) }.sorted().toList()
    }

    private fun size(file: Path): String = file.toFile().let { "${it.length()} ${it.lastModified()}" }

    private const val KEY_LENGTH = 40
}
