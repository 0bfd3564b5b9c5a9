package ncenter.cli.commands

import ncenter.cli.console.BarProgress
import ncenter.cli.console.Cancellation
import ncenter.cli.console.PlainProgress
import ncenter.cli.console.Terminal
import ncenter.engine.ProgressListener
import java.io.PrintStream
import java.nio.file.Path

/** Where commands print, and where compiled scripts are kept. Tests pass their own. */
public class Surroundings(
    public val out: PrintStream,
    public val errors: PrintStream,
    public val scriptCache: Path,
) {
    internal fun progress(cancellation: Cancellation): ProgressListener = if (Terminal.present) BarProgress(errors, Terminal.columns, cancellation) else PlainProgress(errors, cancellation)
}
