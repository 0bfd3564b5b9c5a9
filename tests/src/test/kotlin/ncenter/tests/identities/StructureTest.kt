package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.property.checkAll
import ncenter.structures.AtomArray
import ncenter.structures.Elements
import ncenter.structures.InfoValue
import ncenter.structures.Structure
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.structures.translated
import ncenter.tests.randomStructure

class StructureTest :
    FunSpec({
        val water = Structure(intArrayOf(8, 1, 1), doubleArrayOf(0.0, 0.0, 0.1, 0.0, 0.7, -0.5, 0.0, -0.7, -0.5))
        val quarterTurn = doubleArrayOf(0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0) // x to y

        test("a structure prints its formula, size and periodicity") {
            water.toString() shouldBe "Structure(H2O, 3 atoms, not periodic)"
            Structure(intArrayOf(14), DoubleArray(3), DoubleArray(9) { if (it % 4 == 0) 5.0 else 0.0 }).toString() shouldBe
                "Structure(Si, 1 atom, periodic)"
            Structure(intArrayOf(6, 6), DoubleArray(6), DoubleArray(9) { if (it % 4 == 0) 5.0 else 0.0 }, booleanArrayOf(true, true, false))
                .toString() shouldBe "Structure(C2, 2 atoms, periodic along a and b)"
        }

        test("formulas are in Hill order") {
            Structure(intArrayOf(8, 1, 6, 6, 1, 7), DoubleArray(18)).formula shouldBe "C2H2NO"
            Structure(intArrayOf(8, 1, 1, 11), DoubleArray(12)).formula shouldBe "H2NaO"
        }

        test("every element has one symbol and the symbol leads back") {
            for (type in 0..118) Elements.number(Elements.symbol(type)) shouldBe type
            Elements.symbol(118) shouldBe "Og"
            Elements.symbol(74) shouldBe "W"
        }

        test("arrays given to or taken from a structure can be changed without changing it") {
            val positions = DoubleArray(9)
            val types = intArrayOf(8, 1, 1)
            val structure = Structure(types, positions)
            positions[0] = 7.0
            types[0] = 1
            structure.positions[1] = 7.0
            structure.types[1] = 8
            structure shouldBe Structure(intArrayOf(8, 1, 1), DoubleArray(9))
        }

        test("structures that differ in one coordinate, flag or value are not equal") {
            val cell = DoubleArray(9) { if (it % 4 == 0) 5.0 else 0.0 }
            val base = Structure(intArrayOf(1), DoubleArray(3), cell, info = mapOf("e" to InfoValue.Number(1.0)))
            base shouldNotBe Structure(intArrayOf(1), doubleArrayOf(0.0, 0.0, 1e-300), cell, info = base.info)
            base shouldNotBe Structure(intArrayOf(1), DoubleArray(3), cell, booleanArrayOf(true, true, false), base.info)
            base shouldNotBe Structure(intArrayOf(1), DoubleArray(3), cell, info = mapOf("e" to InfoValue.Number(2.0)))
            base shouldBe Structure(intArrayOf(1), DoubleArray(3), cell, info = mapOf("e" to InfoValue.Number(1.0)))
        }

        test("a quarter turn about z takes x to y, also in the cell and in named vectors") {
            val structure =
                Structure(
                    intArrayOf(1),
                    doubleArrayOf(1.0, 0.0, 2.0),
                    doubleArrayOf(4.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 6.0),
                    info =
                    mapOf(
                        "dipole" to InfoValue.Numbers(doubleArrayOf(1.0, 0.0, 0.0)),
                        "alpha" to InfoValue.Numbers(DoubleArray(9)),
                        "e" to InfoValue.Number(1.0),
                    ),
                    arrays =
                    mapOf(
                        "forces" to AtomArray(3, doubleArrayOf(0.0, 1.0, 0.0)),
                        "quaternion" to AtomArray(4, DoubleArray(4)),
                        "charge" to AtomArray(1, doubleArrayOf(2.0)),
                    ),
                )
            val turned = structure.rotated(quarterTurn, vectors = setOf("dipole", "forces"))
            turned.positions.toList() shouldBe listOf(0.0, 1.0, 2.0)
            turned.cell!!.toList() shouldBe listOf(0.0, 4.0, 0.0, -5.0, 0.0, 0.0, 0.0, 0.0, 6.0)
            turned.numbers("dipole").toList() shouldBe listOf(0.0, 1.0, 0.0)
            turned.array("forces").values.toList() shouldBe listOf(-1.0, 0.0, 0.0)
            turned.info.keys shouldBe setOf("dipole", "e")
            turned.arrays.keys shouldBe setOf("forces", "charge")
        }

        test("inverting twice gives the structure back and permuting back too") {
            checkAll(100, randomStructure) { structure ->
                val vectors = setOf("forces").intersect(structure.arrays.keys)
                val twice = structure.inverted(vectors).inverted(vectors)
                twice.positions.toList().map { it + 0.0 } shouldBe structure.positions.toList().map { it + 0.0 }
                val order = IntArray(structure.size) { (it + 1) % structure.size }
                val back = IntArray(structure.size) { (it + structure.size - 1) % structure.size }
                structure.permuted(order).permuted(back) shouldBe structure
            }
        }

        test("permuting moves types, positions and arrays together") {
            val structure =
                Structure(
                    intArrayOf(8, 1),
                    doubleArrayOf(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
                    arrays =
                    mapOf("q" to AtomArray(1, doubleArrayOf(-1.0, 1.0))),
                )
            val swapped = structure.permuted(intArrayOf(1, 0))
            swapped shouldBe
                Structure(
                    intArrayOf(1, 8),
                    doubleArrayOf(3.0, 4.0, 5.0, 0.0, 1.0, 2.0),
                    arrays =
                    mapOf("q" to AtomArray(1, doubleArrayOf(1.0, -1.0))),
                )
        }

        test("translating moves every atom alike") {
            val moved = water.translated(1.0, 2.0, 3.0)
            for (atom in 0..2) {
                moved.position(atom, 0) - water.position(atom, 0) shouldBe (1.0 plusOrMinus 1e-15)
                moved.position(atom, 1) - water.position(atom, 1) shouldBe (2.0 plusOrMinus 1e-15)
                moved.position(atom, 2) - water.position(atom, 2) shouldBe (3.0 plusOrMinus 1e-15)
            }
        }
    })
