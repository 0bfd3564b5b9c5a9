package ncenter.tests.messages

import ncenter.cli.Cli
import ncenter.cli.ExitCode
import ncenter.cli.commands.Surroundings
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path

/** What a command line left behind: its exit code and what it printed. */
class Ended(
    val code: ExitCode,
    val out: String,
    val errors: String,
)

/** A folder with scripts and a script cache, in which command lines run inside this process. */
class CommandLine(
    val folder: Path = Files.createTempDirectory("ncenter-cli"),
    private val cache: Path = folder.resolve("cache"),
) {
    fun script(
        text: String,
        name: String = "a.experiment.kts",
    ): String = folder.resolve(name).also { Files.writeString(it, text) }.toString()

    fun run(vararg arguments: String, debug: Boolean = false): Ended {
        val out = ByteArrayOutputStream()
        val errors = ByteArrayOutputStream()
        val surroundings = Surroundings(PrintStream(out, true), PrintStream(errors, true), cache)
        val code = Cli(surroundings, debug).run(arguments.toList())
        return Ended(code, out.toString(), errors.toString())
    }
}
