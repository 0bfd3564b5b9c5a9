package ncenter.cli.commands

import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.path
import ncenter.cli.script.ScriptFile
import java.nio.file.Path

/** `ncenter run FILE`: runs the experiments of a script and writes their results. */
internal class RunCommand(
    surroundings: Surroundings,
) : ScriptCommand("run", "run an experiment script and write its results", surroundings) {
    private val out by option("--out", metavar = "DIR", help = "folder for the results (default: out/NAME)").path()

    override val planOnly = false

    override fun output(script: ScriptFile): Path = out ?: Path.of("out", script.title)
}
