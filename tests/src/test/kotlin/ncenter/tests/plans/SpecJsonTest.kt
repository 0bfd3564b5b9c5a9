package ncenter.tests.plans

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.property.checkAll
import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.property
import ncenter.regression
import ncenter.spec.SpecJson
import ncenter.tests.refused

/** What a user asked for survives being written to a file. */
class SpecJsonTest :
    FunSpec({
        val spec = regression(property("energy"), density(cutoff(4.0.angstrom), gto(nMax = 6, lMax = 4)).correlate(nu = 2))

        test("random specs come back equal, with the same text") {
            val words = mutableSetOf<String>()
            checkAll(300, randomSpec) { spec ->
                val text = SpecJson.write(spec)
                val again = SpecJson.read(text)
                again shouldBe spec
                again.toString() shouldBe spec.toString()
                SpecJson.write(again) shouldBe text
                words += Regex("\"type\": \"(\\w+)\"").findAll(text).map { it.groupValues[1] }
            }
            val features = listOf("density", "pair_density", "correlation", "sum_neighbors", "combination", "join", "contraction", "matrix_blocks")
            words shouldContainAll features + listOf("matrix", "property", "lowdin", "saph", "none", "gto", "gaussian")
        }

        test("defaults are written out, lengths with their unit") {
            val text = SpecJson.write(spec)
            text shouldContain "\"smoothing\": \"0.5 angstrom\""
            text shouldContain "\"width\": \"0.3 angstrom\""
            text shouldContain "\"schema\": 1"
            text shouldNotBe SpecJson.write(spec.copy(target = property("enthalpy")))
        }

        test("files name no classes") {
            ("ncenter." in SpecJson.write(spec)) shouldBe false
        }

        test("another schema, another file and a length without unit are refused") {
            val text = SpecJson.write(spec)
            refused { SpecJson.read(text.replace("\"schema\": 1", "\"schema\": 2")) } shouldBe
                "spec: schema 1 was expected, got 2; read it with the version of ncenter that wrote it"
            refused { SpecJson.read("{}") } shouldBe "spec: schema 1 was expected, got null; read it with the version of ncenter that wrote it"
            val wrongForm = "spec: JSON of an ncenter regression was expected, got: "
            refused { SpecJson.read("weights") } shouldStartWith wrongForm
            refused { SpecJson.read(text.replace("\"correlation\"", "\"conversation\"")) } shouldStartWith wrongForm
            refused { SpecJson.read(text.replace("4.0 angstrom", "4.0")) } shouldBe "spec: a length like \"4.0 angstrom\" was expected, got \"4.0\""
            refused { SpecJson.read(text.replace("4.0 angstrom", "-4.0 angstrom")) } shouldStartWith "cutoff: a positive radius was expected, got -4.0"
        }
    })
