package ncenter.cli.commands

import ncenter.cli.check.Machine

/** `ncenter check`: what this machine offers, and what to do about each thing that is missing. */
internal class CheckCommand(
    private val surroundings: Surroundings,
) : NcenterCommand("check", "show what this machine offers and what is missing") {
    override fun run() {
        val findings = Machine.findings()
        val width = findings.maxOf { it.subject.length }
        findings.forEach { finding ->
            surroundings.out.println("${finding.subject.padEnd(width)}  ${finding.state}")
            finding.advice?.let { surroundings.out.println("${" ".repeat(width)}  -> $it") }
        }
    }
}
