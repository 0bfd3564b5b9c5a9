package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import ncenter.structures.Dataset
import ncenter.structures.Folds
import ncenter.structures.Split
import ncenter.structures.Structure

class SplitTest :
    FunSpec({
        val data = Dataset(List(1000) { Structure(intArrayOf(1), doubleArrayOf(it.toDouble(), 0.0, 0.0)) })

        test("a drawn split has the wanted sizes, no structure twice, and is the same every time") {
            val split = data.split(train = 400, test = 100, seed = 7)
            split.train.size shouldBe 400
            split.test.size shouldBe 100
            (split.split.train + split.split.test).distinct().size shouldBe 500
            data.split(train = 400, test = 100, seed = 7).split shouldBe split.split
            data.split(train = 400, test = 100, seed = 8).split shouldNotBe split.split
        }

        test("the order drawn from a seed is pinned, so that published splits stay valid") {
            // From an independent Python version of SplitMix64 (which gives the published 6457827717110365317 for state
            // 1234567) and of Fisher-Yates from the end with the upper 31 bits.
            val ten = data.subset(IntArray(10) { it })
            val split = ten.split(train = 6, test = 4, seed = 1234567).split
            (split.train + split.test).toList() shouldBe listOf(9, 4, 6, 8, 0, 5, 7, 2, 3, 1)
            ten
                .split(train = 9, test = 1, seed = 7)
                .split.train
                .toList() shouldBe listOf(3, 2, 1, 6, 7, 5, 4, 8, 9)
        }

        test("the training part of a seed is about evenly drawn") {
            val hits = IntArray(20)
            val small = data.subset(IntArray(20) { it })
            for (seed in 0L until 2000L) {
                small
                    .split(train = 5, test = 5, seed = seed)
                    .split.train
                    .forEach { hits[it]++ }
            }
            hits.all { it in 400..600 } shouldBe true // 500 expected, standard deviation 19
        }

        test("ranges and indices pick exactly the named structures in the named order") {
            val ranges = data.split(train = 0..39, test = 40..49)
            ranges.train.structures.map { it.position(0, 0).toInt() } shouldBe (0..39).toList()
            ranges.test.structures.map { it.position(0, 0).toInt() } shouldBe (40..49).toList()
            val indices = data.split(train = intArrayOf(5, 3), test = intArrayOf(9))
            indices.train.structures.map { it.position(0, 0).toInt() } shouldBe listOf(5, 3)
            data.split(Split("again", indices.split.train, indices.split.test)).train.digest shouldBe indices.train.digest
        }

        test("folds differ in size by one at most, cover every structure, and do not depend on anything but the seed") {
            checkAll(100, Arb.int(1..200), Arb.int(1..12), Arb.long()) { structures, folds, seed ->
                if (folds <= structures) {
                    val result = Folds.of(structures, folds, seed)
                    val sizes =
                        result.assignment
                            .toList()
                            .groupingBy { it }
                            .eachCount()
                    sizes.keys shouldBe (0 until folds).toSet()
                    (sizes.values.max() - sizes.values.min() <= 1) shouldBe true
                    Folds.of(structures, folds, seed).assignment.toList() shouldBe result.assignment.toList()
                }
            }
            Folds.of(100, 5, 1).assignment.toList() shouldNotBe Folds.of(100, 5, 2).assignment.toList()
        }
    })
