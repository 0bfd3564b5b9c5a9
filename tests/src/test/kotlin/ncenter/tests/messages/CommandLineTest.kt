package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import ncenter.cli.ExitCode
import java.nio.file.Files

class CommandLineTest :
    FunSpec({
        val line = CommandLine()
        val settings = "val n = setting(\"n\", 3)\nval x = setting(\"x\", 0.5)\nval word = setting(\"word\", \"w\")\nworkspace.console(\"\$n \$x \$word\")\n"

        test("help and version are answers, not errors") {
            line.run("--help").let {
                it.code shouldBe ExitCode.DONE
                listOf("run", "plan", "info", "check", "bench").forEach { word -> it.out shouldContain "\n  $word " }
            }
            line.run("--version").out shouldContain "ncenter version "
            line.run("run", "--help").out shouldContain "--set"
        }

        test("a command line that cannot be understood ends with 2 and says why") {
            fun wrong(vararg arguments: String) = line.run(*arguments).also { it.code shouldBe ExitCode.USAGE }.errors
            wrong("run") shouldContain "missing argument <file>"
            wrong("fly") shouldContain "no such subcommand fly"
            wrong("run", "a.experiment.kts", "--frob") shouldContain "no such option --frob"
            wrong("run", "a.experiment.kts", "--threads", "0") shouldContain "0 is not in the valid range"
            wrong("run", "a.experiment.kts", "--memory", "much") shouldContain "an amount such as 2GB or 512MB was expected, got 'much'"
            wrong("run", "a.experiment.kts", "--set", "n") shouldContain "write NAME=VALUE, not 'n'"
        }

        test("a budget that leaves nothing beside Java's own share is refused with the least that does") {
            val ended = line.run("run", line.script(settings), "--memory", "200MB")
            ended.code shouldBe ExitCode.INPUT
            ended.errors shouldContain "--memory: at least 330 MB were expected, because Java takes 300 MB for itself, got 200 MB"
        }

        test("a budget above Java's heap is refused with the option that raises it") {
            val ended = line.run("run", line.script(settings), "--memory", "1000TB")
            ended.code shouldBe ExitCode.INPUT
            ended.errors shouldContain "got 1000 TB; start with NCENTER_JAVA_OPTS=-Xmx"
        }

        test("settings reach the script by name and type") {
            line.run("run", line.script(settings)).out shouldBe "3 0.5 w\n"
            line.run("run", line.script(settings), "--set", "n=4", "--set", "x=1e-3", "--set", "word=a=b").out shouldBe "4 0.001 a=b\n"
        }

        test("an unknown or unreadable setting is an error that names what is known") {
            fun wrong(vararg arguments: String) = line.run("run", line.script(settings), *arguments).also { it.code shouldBe ExitCode.INPUT }.errors
            wrong("--set", "m=4") shouldBe "ncenter: --set: a name the script reads was expected, got m; this script knows n, word, x\n"
            wrong("--set", "n=4.5") shouldContain "a.experiment.kts:1: setting: a whole number was expected for 'n', got '4.5'; write for example --set n=3"
            wrong("--set", "x=nan") shouldContain "a.experiment.kts:2: setting: a number was expected for 'x', got 'nan'; write for example --set x=0.5"
        }

        test("files that are not scripts are refused") {
            line.run("run", "no.experiment.kts").errors shouldBe "ncenter: no such file: no.experiment.kts\n"
            line.run("run", line.script("1", "a.kts")).errors shouldContain "script: a file ending in .experiment.kts was expected"
            Files.createDirectories(line.folder.resolve("d.experiment.kts"))
            line.run("run", line.folder.resolve("d.experiment.kts").toString()).errors shouldContain "script: a file was expected, got the folder"
        }

        test("a script that does not compile shows its own lines") {
            val ended = line.run("run", line.script("val x = 3\nval y: String = x\n\tfoo(1)\n"))
            ended.code shouldBe ExitCode.INPUT
            val shown = ended.errors.substringAfter("compiling a.experiment.kts ...\n")
            shown shouldStartWith "ncenter: a.experiment.kts:2:15: "
            shown shouldContain "\n    val y: String = x\n${" ".repeat(18)}^\na.experiment.kts:3:2: "
            shown shouldContain "\n    \tfoo(1)\n    \t^\n"
        }

        test("an exception names the script's line and is sorted by whose fault it is") {
            fun thrown(text: String) = line.run("run", line.script("val a = 1\n\n$text\n"))
            thrown("error(\"bad\")").let {
                it.code shouldBe ExitCode.INPUT
                it.errors shouldContain "ncenter: a.experiment.kts:3: java.lang.IllegalStateException: bad\n    error(\"bad\")\n"
            }
            thrown("java.nio.file.Files.size(path(\"none\"))").errors shouldContain "a.experiment.kts:3: no such file: "
            thrown("listOf(1).map { require(it > 1) { \"too small\" } }").errors shouldContain "ncenter: a.experiment.kts:3: too small\n"
            thrown("throw java.util.concurrent.CancellationException()").code shouldBe ExitCode.INTERRUPTED
            thrown("ncenter.units.Length.ofAngstrom(Double.NaN)").code shouldBe ExitCode.INPUT
        }

        test("a fault of the library asks for a report and keeps the stack trace for --debug") {
            val script = line.script("workspace.console(\"x\")\n", "b.experiment.kts")
            Files.writeString(line.folder.resolve("blocked"), "")
            val broken = CommandLine(line.folder)
            val ended = broken.run("run", line.script("ncenter.tests.messages.Faulty.fail()", "c.experiment.kts"))
            ended.code shouldBe ExitCode.OURS
            ended.errors shouldContain "IllegalStateException: broken (this is a bug, please report it); --debug shows the stack trace\n"
            ended.errors shouldNotContain "\tat "
            broken.run("run", line.script("ncenter.tests.messages.Faulty.fail()", "c.experiment.kts"), "--debug").errors shouldContain "\tat "
            line.run("run", script).code shouldBe ExitCode.DONE
        }

        test("info describes files by their ending and refuses others") {
            val xyz = line.folder.resolve("w.xyz")
            Files.writeString(xyz, "3\nProperties=species:S:1:pos:R:3 energy=-76.0\nO 0 0 0\nH 0 0 1\nH 0 1 0\n")
            line.run("info", xyz.toString()).out shouldBe
                "structures  1, 3 atoms each, 0 periodic\nelements    H O\nvalues      energy\nof atoms    none\n"
            line.run("info", line.script("1")).errors shouldContain "info: a file ending in one of .ncenter .xyz .extxyz .npz .npy was expected"
            Files.writeString(xyz, "3\n\nO 0 0 0\n")
            line.run("info", xyz.toString()).out shouldContain "tolerated\n"
        }

        test("check names every part of the machine") {
            val out = line.run("check").also { it.code shouldBe ExitCode.DONE }.out
            out shouldContain "times as long here"
            listOf("java ", "vector module ", "native access ", "linear algebra ", "threads ", "memory ").forEach { out shouldContain "\n$it" }
        }

        test("bench prints the floor, kernels with their share of it, and features per atom") {
            val out = line.run("bench", "--seconds", "0.01").also { it.code shouldBe ExitCode.DONE }.out
            out shouldContain Regex("""\npeak +\d+ GF/s""")
            out shouldContain Regex("""\nCholesky, 1500 .*/call +[0-9.]+ +\d+%\n""")
            out shouldContain Regex("""\ndensity, 999 atoms.*s/atom\n""")
            line.run("bench", "--seconds", "0").errors shouldContain "0.0 is not in the valid range"
        }
    })

/** Stands for library code with a bug: its package is the library's. */
object Faulty {
    @JvmStatic
    fun fail(): Nothing = throw IllegalStateException("broken")
}
