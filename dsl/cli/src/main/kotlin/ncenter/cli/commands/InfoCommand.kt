package ncenter.cli.commands

import com.github.ajalt.clikt.parameters.arguments.argument
import com.github.ajalt.clikt.parameters.types.path
import ncenter.cli.files.FileDescriber
import java.nio.file.Files
import java.nio.file.NoSuchFileException

/** `ncenter info FILE`: what is in a file the library reads or writes. */
internal class InfoCommand(
    private val surroundings: Surroundings,
    private val describers: List<FileDescriber>,
) : NcenterCommand("info", "show what is in a file (${kinds(describers)})") {
    private val file by argument("FILE", help = "one of ${kinds(describers)}").path()

    override fun run() {
        if (!Files.exists(file)) throw NoSuchFileException(file.toString())
        val describer = describers.firstOrNull { it.knows(file) }
        requireNotNull(describer) { "info: a file ending in one of ${kinds(describers)} was expected, got $file; name another file" }
        describer.describe(file).forEach(surroundings.out::println)
    }
}

private fun kinds(describers: List<FileDescriber>) = describers.flatMap { it.endings }.joinToString(" ")
