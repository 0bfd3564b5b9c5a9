package ncenter.cli.commands

import ncenter.cli.script.ScriptFile
import java.nio.file.Path

/** `ncenter plan FILE`: shows what a script would compute, and computes nothing. */
internal class PlanCommand(
    surroundings: Surroundings,
) : ScriptCommand("plan", "show the plan of an experiment script without running it", surroundings) {
    override val planOnly = true

    override fun output(script: ScriptFile): Path = Path.of("out", script.title)
}
