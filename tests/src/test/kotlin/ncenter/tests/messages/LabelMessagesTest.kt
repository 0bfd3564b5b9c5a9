package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.degrees
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.tests.refused
import ncenter.units.Energy

/** What a user reads who puts labelled data together wrongly. */
class LabelMessagesTest :
    FunSpec({
        val samples = Labels.of(listOf("system", "atom"), intArrayOf(0, 0, 0, 1))
        val properties = Labels.range("n", 0, 2)
        val block = TensorBlock(DoubleArray(6), samples, emptyList(), properties)

        test("tables whose rows do not fit their names") {
            refused { Labels.of(emptyList(), intArrayOf()) } shouldBe "labels: at least one name was expected, got none"
            refused { Labels.of(listOf("n", "n"), intArrayOf()) } shouldBe "labels: distinct names were expected, got [n, n]"
            refused { Labels.of(listOf("system", "atom"), intArrayOf(1, 2, 3)) } shouldBe "labels: a multiple of 2 values was expected for [system, atom], got 3"
            refused { Labels.of(listOf("system", "atom"), listOf(listOf(1, 2), listOf(3))) } shouldBe "labels: 2 entries were expected in each row, got [3]"
            refused { samples[0, "center"] } shouldBe "labels: a column of [system, atom] was expected, got 'center'"
            refused { samples.column("l") } shouldBe "labels: a column of [system, atom] was expected, got 'l'"
        }

        test("blocks with too few values, maps with repeated or missing keys") {
            refused { TensorBlock(DoubleArray(5), samples, listOf(Labels.mu(1)), properties) } shouldBe
                "TensorBlock: 18 values were expected for shape [2, 3, 3], got 5"
            val keys = Labels.of(listOf("o3_lambda", "center_type"), intArrayOf(0, 1, 1, 1))
            refused { TensorMap(keys, listOf(block)) } shouldBe "TensorMap: one block per key was expected (2 keys), got 1 blocks"
            refused { TensorMap(Labels.of(listOf("o3_lambda"), intArrayOf(0, 0)), listOf(block, block)) } shouldBe
                "TensorMap: distinct keys were expected, got repetitions in Labels(o3_lambda; 2 rows)"
            val map = TensorMap(keys, listOf(block, block))
            refused { map.block(listOf(2, 1)) } shouldBe
                "TensorMap.block: a key with [o3_lambda, center_type] among [[0, 1], [1, 1]] was expected, got [2, 1]"
            refused { map.block("center_type" to 1) } shouldBe "TensorMap.block: exactly one block was expected for [(center_type, 1)], got 2 of 2"
            map.block("o3_lambda" to 1, "center_type" to 1) shouldBe block
        }

        test("units of numbers that are none") {
            refused { Double.NaN.degrees } shouldBe "angle: a finite number was expected, got NaN; write for example 90.0.degrees"
            refused { Energy.ofHartree(Double.NEGATIVE_INFINITY) } shouldBe "energy: a finite number was expected, got -Infinity; write for example 1.0.hartree"
        }
    })
