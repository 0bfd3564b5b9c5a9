package ncenter.tests

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.double
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import ncenter.kernels.gaussians.AtomicFock
import ncenter.kernels.gaussians.GaussianShell
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.Tasks
import java.nio.file.Files

/** Atoms with their basis and electrons. */
class AtomicFockCase(
    val positions: DoubleArray,
    val charges: DoubleArray,
    val shells: List<List<GaussianShell>>,
    val electrons: List<List<Double>>,
) {
    /** The angular momenta of all shells in order. */
    val orders: List<Int> get() = shells.flatten().map { it.l }

    fun build(): AtomicFock = AtomicFock(positions, charges, shells.map { it.toTypedArray() }.toTypedArray(), electrons.map { it.toDoubleArray() }.toTypedArray())

    fun matrix(tasks: Tasks = Tasks.CALLER, form: KernelForm = KernelForm.chosen()): DoubleArray = build().let { fock -> DoubleArray(fock.size() * fock.size()).also { fock.into(form, tasks, it) } }

    fun with(
        positions: DoubleArray = this.positions,
        charges: DoubleArray = this.charges,
        electrons: List<List<Double>> = this.electrons,
    ): AtomicFockCase = AtomicFockCase(positions, charges, shells, electrons)

    fun permuted(order: List<Int>): AtomicFockCase = AtomicFockCase(
        order.flatMap { atom -> List(3) { positions[3 * atom + it] } }.toDoubleArray(),
        order.map { charges[it] }.toDoubleArray(),
        order.map { shells[it] },
        order.map { electrons[it] },
    )

    companion object {
        /** The cases of `golden/atomic-fock/reference.json` by name. */
        val references: Map<String, Reference> by lazy {
            Json.parseToJsonElement(Files.readString(golden("atomic-fock/reference.json"))).jsonArray.associate {
                it.jsonObject.getValue("name").jsonPrimitive.content to Reference(it.jsonObject)
            }
        }

        /** One atom with one primitive. */
        fun single(
            l: Int,
            exponent: Double,
            charge: Double,
            electrons: Double,
        ): AtomicFockCase = AtomicFockCase(
            doubleArrayOf(0.3, -0.2, 0.7),
            doubleArrayOf(charge),
            listOf(listOf(GaussianShell(l, doubleArrayOf(exponent), doubleArrayOf(0.37)))),
            listOf(listOf(electrons)),
        )
    }

    /** What PySCF says about a case. */
    class Reference(json: JsonObject) {
        private val parts = listOf("T", "VJ", "K").map { numbers(json.getValue(it)) }

        /** T + V + J - K/2. */
        val fock: DoubleArray = DoubleArray(parts[0].size) { parts[0][it] + parts[1][it] - 0.5 * parts[2][it] }

        val case: AtomicFockCase =
            json.getValue("shells").jsonArray.map { atom -> atom.jsonArray.map { it.jsonObject } }.let { atoms ->
                AtomicFockCase(
                    numbers(json.getValue("positions")),
                    numbers(json.getValue("charges")),
                    atoms.map { shells -> shells.map(::shell) },
                    atoms.map { shells -> shells.map { it.getValue("electrons").jsonPrimitive.double } },
                )
            }
    }
}

private fun numbers(json: JsonElement): DoubleArray = json.jsonArray.map { it.jsonPrimitive.double }.toDoubleArray()

private fun shell(json: JsonObject): GaussianShell = GaussianShell(json.getValue("l").jsonPrimitive.int, numbers(json.getValue("exponents")), numbers(json.getValue("coefficients")))
