package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import ncenter.audit.AuditFile
import ncenter.cli.ExitCode
import ncenter.degenerate.Families
import ncenter.io.ExtendedXyz
import java.nio.file.Files

/** `ncenter audit`: what it prints, and that its exit code says whether it found something. */
class AuditCommandTest :
    FunSpec({
        val line = CommandLine()
        val rho = "val rho = density(cutoff(2.5.angstrom), gto(nMax = 2, lMax = 3), gaussian(0.2.angstrom))\n"

        test("features with a blind spot end with 4 and name it") {
            val script = line.script(rho + "audit(rho.correlate(nu = 2).combine(rho, lMax = 0))\n")
            val ended = line.run("audit", script, "--pairs", "1", "--out", line.folder.toString())
            ended.code shouldBe ExitCode.FOUND
            ended.out shouldContain "half turn, equal up to nu = 2: 1 of 1 pairs told apart"
            ended.out shouldContain "capped rings, equal up to nu = 3: 0 of 2 pairs told apart"
            ended.out shouldContain "told apart by correlate(nu = 4), sigma = -1"
            AuditFile.read(line.folder.resolve("audit.json")).single().blind shouldHaveSize 2
        }

        test("features without a blind spot end with 0") {
            val ended = line.run("audit", line.script(rho + "audit(rho.correlate(nu = 3).combine(rho, lMax = 0))\n"), "--pairs", "1")
            ended.code shouldBe ExitCode.DONE
            ended.out shouldContain "no blind spot found"
        }

        test("the user's structures are compared, and those of one element only if asked") {
            val pair = Families.strongB8.pair(type = 5, center = 6)
            val file = line.folder.resolve("two.xyz")
            ExtendedXyz.write(file, listOf(pair.first, pair.second))
            val script = line.script(rho + "audit(rho.correlate(nu = 2).combine(rho, lMax = 0))\n")
            val ended = line.run("audit", script, file.toString(), "--center", "C", "--pairs", "1")
            ended.out shouldContain "structures: 2 environments compared, each with each"
            ended.out shouldContain "not told apart: structure 0 atom 0 and structure 1 atom 0 (structures), 0.3"
        }

        test("a trained model is audited, and the features of the experiment that made it") {
            val xyz = line.folder.resolve("train.xyz")
            val structures = Families.b8(12).map { it.pair().first }
            ExtendedXyz.write(xyz, structures)
            val study =
                rho + "val data = structures(\"train.xyz\").let { d -> d.withProperty(\"e\", DoubleArray(d.size) { it.toDouble() }) }\n" +
                    "experiment(\"a\", regression(property(\"e\"), rho.correlate(nu = 2)), data.split(train = 0..9, test = 10..11)).run()\n"
            val script = line.script(study)
            line.run("run", script, "--out", line.folder.resolve("out").toString()).code shouldBe ExitCode.DONE
            val ofScript = line.run("audit", script, "--pairs", "1")
            ofScript.code shouldBe ExitCode.FOUND
            ofScript.out shouldNotContain "plan  regression"
            val ofModel = line.run("audit", line.folder.resolve("out/model.ncenter").toString(), "--pairs", "1")
            ofModel.code shouldBe ExitCode.FOUND
            ofModel.out shouldContain "audit of step #"
            ofModel.out shouldContain "B pair 2, first"
        }

        test("mistakes are named") {
            line.run("audit", line.script("val a = 1\n")).let {
                it.code shouldBe ExitCode.INPUT
                it.errors shouldContain "audit: a script with features was expected, got none in"
            }
            line.run("audit", "none.ncenter").errors shouldContain "no such file: none.ncenter"
            line.run("audit", "some.txt").errors shouldContain "script: a file ending in .experiment.kts was expected, got some.txt"
            line.run("audit", line.script(rho + "audit(rho)\n"), "--pairs", "0").errors shouldContain "audit: at least 1 pair of each family was expected, got 0"
            Files.deleteIfExists(line.folder.resolve("audit.json"))
        }
    })
