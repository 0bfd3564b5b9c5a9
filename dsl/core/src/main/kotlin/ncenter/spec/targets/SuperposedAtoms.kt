package ncenter.spec.targets

import kotlinx.serialization.Serializable
import ncenter.spec.GaussianFunctionsSerializer
import ncenter.structures.Elements
import ncenter.structures.GaussianFunctions
import ncenter.structures.Orbitals
import ncenter.structures.Shell
import ncenter.structures.Structure

/**
 * Neutral, spherical atoms put where the atoms of a structure are: what a self-consistent field starts from. Its matrices need no learning:
 *
 * - the overlap S of the functions;
 * - the Fock matrix F0 = T + V + J(D) - K(D)/2 of restricted Hartree-Fock, in hartree, D being diagonal, with the electrons of a shell spread
 *   evenly over its functions; nothing is iterated;
 * - the density matrix of the lowest levels of F0, two electrons in each, in Löwdin's orthogonalized functions.
 *
 * F0 knows bonds, but no charge that moves from atom to atom; the density matrix shows where charge would move. All of them are as equivariant
 * as a Hamiltonian is.
 *
 * @property functions all functions of the basis, cores included
 * @property electrons element symbol to shell to number of electrons; together they are those of the neutral atom, shells not named are empty
 * @property filled the functions that the electrons are in, if they are not those of the basis: the occupied orbitals of an atom are single functions
 *   of a minimal basis, and combinations of several in a larger one
 * @property transform how the Fock matrix is brought into the basis of a reference that was transformed before it was stored
 */
@Serializable
public data class SuperposedAtoms(
    @Serializable(with = GaussianFunctionsSerializer::class) val functions: GaussianFunctions,
    val electrons: Map<String, Map<String, Int>>,
    @Serializable(with = GaussianFunctionsSerializer::class) val filled: GaussianFunctions = functions,
    val transform: MatrixTransform = NoTransform,
) {
    init {
        electrons.forEach { (symbol, shells) -> checkAtom(symbol, shells) }
        require(electrons.isNotEmpty()) { "superposedAtoms: electrons of at least one element were expected, got none; write superposedAtoms(functions, H to \"1s1\")" }
    }

    private fun checkAtom(symbol: String, shells: Map<String, Int>) {
        val number = Elements.number(symbol)
        require(symbol in functions.shells) { "superposedAtoms: functions of $symbol were expected, got those of ${functions.shells.keys.joinToString(" ")}; add the element to the file of the basis" }
        for ((name, count) in shells) {
            val shell = Shell.parse(name)
            filled.rows(number, shell)
            require(count in 0..2 * shell.size) { "superposedAtoms: 0 to ${2 * shell.size} electrons in $shell of $symbol were expected, got $count" }
        }
        val sum = shells.values.sum()
        require(sum == number) { "superposedAtoms: the $number electrons of a neutral atom of $symbol were expected, got $sum in $shells; name all shells, those of the core too" }
    }

    /** The functions of all elements that have electrons here, in matrix order. */
    val orbitals: Orbitals
        get() = Orbitals.of(
            electrons.keys.associate { symbol ->
                Elements.number(symbol) to functions.shells.getValue(symbol).keys.map(Shell::parse).sortedWith(compareBy(Shell::l, Shell::n))
            },
        )

    /** The orbitals of the Fock matrix as it is taken off and added: those of the basis, or those it is projected on. */
    val transformedOrbitals: Orbitals get() = (transform as? Saph)?.minimal ?: orbitals

    /** The shells of an atom of element [type] that hold electrons, and how many. */
    public fun filledShells(type: Int): Map<Shell, Int> = electrons.getValue(Elements.symbol(type)).filterValues { it > 0 }.mapKeys { Shell.parse(it.key) }

    /** Number of filled levels of [structure]; refused if its electrons do not fill levels in pairs. */
    public fun occupiedLevels(structure: Structure): Int {
        val count = structure.types.sum()
        require(count % 2 == 0) { "superposedAtoms: an even number of electrons was expected, got $count in ${structure.formula}; a density matrix of filled levels needs a closed shell" }
        return count / 2
    }

    /** Refuses elements without electrons here; [user] says who asks. */
    public fun checkElements(elements: List<Int>, user: String) {
        val missing = elements.map(Elements::symbol).filter { it !in electrons.keys }
        require(missing.isEmpty()) { "$user: superposed atoms of ${elements.map(Elements::symbol)} were expected, got none of $missing; add them, ${missing[0]} to \"1s2 ...\"" }
    }

    override fun toString(): String {
        val suffix = (if (filled == functions) "" else ", filled = $filled") + ")" + if (transform == NoTransform) "" else ".transformed($transform)"
        return electrons.entries.joinToString(", ", "superposedAtoms($functions, ", suffix) { (symbol, shells) ->
            "$symbol to \"${shells.entries.joinToString(" ") { "${it.key}${it.value}" }}\""
        }
    }
}
