package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.structures.AtomArray
import ncenter.structures.Elements
import ncenter.structures.InfoValue
import ncenter.structures.Structure
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.tests.refused

class StructureMessagesTest :
    FunSpec({
        val cube = DoubleArray(9) { if (it % 4 == 0) 5.0 else 0.0 }
        val water = Structure(intArrayOf(8, 1, 1), DoubleArray(9) { it.toDouble() }, info = mapOf("e" to InfoValue.Number(1.0)), arrays = mapOf("f" to AtomArray(2, DoubleArray(6))))

        test("coordinates that are not finite name atom, element and axis") {
            refused { Structure(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 0.0, 1.0, Double.NaN, 0.0)) } shouldBe
                "structure: expected a finite coordinate for y of atom 1 (H), got NaN; give it in angstrom"
            refused { Structure(intArrayOf(8), doubleArrayOf(Double.POSITIVE_INFINITY, 0.0, 0.0)) } shouldBe
                "structure: expected a finite coordinate for x of atom 0 (O), got Infinity; give it in angstrom"
        }

        test("atoms that do not fit together are refused") {
            refused { Structure(intArrayOf(), doubleArrayOf()) } shouldBe "structure: expected at least one atom, got none; leave empty structures out"
            refused { Structure(intArrayOf(8, 1), DoubleArray(3)) } shouldBe
                "structure: expected 6 coordinates for 2 atoms, got 3; give x, y, z of every atom"
            refused { Structure(intArrayOf(8, 119), DoubleArray(6)) } shouldBe
                "structure: expected an atomic number from 0 to 118 for atom 1, got 119; write for example 8 for O"
            refused { Structure(intArrayOf(8, 1), DoubleArray(6), arrays = mapOf("f" to AtomArray(3, DoubleArray(3)))) } shouldBe
                "structure: expected array 'f' to hold 6 values for 2 atoms, got 3; give a row for each atom"
        }

        test("cells that cannot repeat are refused") {
            refused { Structure(intArrayOf(8), DoubleArray(3), doubleArrayOf(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 2.0, 3.0, 0.0)) } shouldBe
                "structure: expected independent lattice vectors along the periodic axes, got cell [1.0 0.0 0.0 0.0 1.0 0.0 2.0 3.0 0.0]; " +
                "give a cell with a volume, or mark the axis as not periodic"
            refused { Structure(intArrayOf(8), DoubleArray(3), DoubleArray(9), booleanArrayOf(true, false, false)) } shouldBe
                "structure: expected independent lattice vectors along the periodic axes, got cell [0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0]; " +
                "give a cell with a volume, or mark the axis as not periodic"
            refused { Structure(intArrayOf(8), DoubleArray(3), null, booleanArrayOf(true, false, true)) } shouldBe
                "structure: expected a cell for periodic along a and c, got none; give nine numbers, one lattice vector per row"
            refused { Structure(intArrayOf(8), DoubleArray(3), DoubleArray(3)) } shouldBe
                "structure: expected nine cell numbers, got 3; give three lattice vectors, one per row"
            refused { Structure(intArrayOf(8), DoubleArray(3), cube.copyOf().also { it[5] = Double.NaN }) } shouldBe
                "structure: expected a finite z of lattice vector b, got NaN; give it in angstrom"
            refused { Structure(intArrayOf(8), DoubleArray(3), cube, BooleanArray(2)) } shouldBe
                "structure: expected three periodic flags, got 2; give one for each lattice vector"
        }

        test("a flat cell is fine along axes that do not repeat") {
            Structure(intArrayOf(8), DoubleArray(3), DoubleArray(9), BooleanArray(3)).isPeriodic shouldBe false
            Structure(intArrayOf(8), DoubleArray(3), doubleArrayOf(3.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0), booleanArrayOf(true, true, false)).isPeriodic shouldBe true
        }

        test("values that are not there or of another kind are refused") {
            refused { water.number("x") } shouldBe "number: expected one of the values [e], got 'x'; write one of these names"
            refused { water.text("e") } shouldBe "text: expected 'e' to hold text, got Number(value=1.0); read it with number(), numbers() or text() as it is stored"
            refused { water.array("x") } shouldBe "array: expected one of the arrays [f], got 'x'; write one of these names"
            refused { AtomArray(0, DoubleArray(0)) } shouldBe "atom array: expected at least one column, got 0; write 1 for one number per atom"
            refused { AtomArray(3, DoubleArray(4)) } shouldBe "atom array: expected a multiple of 3 values, got 4; give 3 values for every atom"
        }

        test("matrices that are not rotations and orders that are not permutations are refused") {
            refused { water.rotated(DoubleArray(4)) } shouldBe "rotated: expected nine numbers, a 3 x 3 matrix row after row, got 4; give the full matrix"
            refused { water.rotated(DoubleArray(9) { if (it % 4 == 0) 2.0 else 0.0 }) } shouldBe
                "rotated: expected an orthogonal matrix, got rows 0 and 0 with product 4.0; normalize the rows, or use a rotation"
            val identity = DoubleArray(9) { if (it % 4 == 0) 1.0 else 0.0 }
            refused { water.rotated(identity, setOf("f")) } shouldBe "rotated: expected 'f' to have 3 components x, y, z, got 2; leave it out of vectors"
            refused { water.rotated(identity, setOf("g")) } shouldBe "rotated: expected vectors among [e, f], got 'g'; write one of these names"
            refused { water.permuted(intArrayOf(0, 1, 1)) } shouldBe
                "permuted: expected every atom from 0 to 2 once, got [0, 1, 1]; name each atom exactly once"
        }

        test("unknown elements are answered with the nearest symbol") {
            val texts = mapOf("CL" to "Cl", "h" to "H", "H1" to "H", "D" to "H", "Xx" to "X", "Jc" to "Sc", "HW2" to "H", "Aa" to "Na", "123" to "H")
            texts.forEach { (text, nearest) ->
                refused { Elements.number(text) } shouldBe "element: expected a chemical symbol, got '$text'; write '$nearest' if that is meant"
            }
            refused { Elements.symbol(119) } shouldBe "element: expected an atomic number from 0 (X, a dummy) to 118, got 119; write for example 8 for O"
        }
    })
