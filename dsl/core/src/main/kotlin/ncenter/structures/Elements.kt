package ncenter.structures

/**
 * Chemical elements as atomic numbers ("types") and symbols, up to Z = 118.
 *
 * Type 0 with the symbol `X` is a particle that is not an atom: a dummy, or the center of a coarse-grained body.
 */
public object Elements {
    private const val SYMBOLS =
        "X H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo " +
            "Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg " +
            "Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og"

    private val symbols = SYMBOLS.split(' ')
    private val numbers = symbols.withIndex().associate { (number, symbol) -> symbol to number }

    /** The largest atomic number, 118. */
    @JvmField
    public val LAST: Int = symbols.size - 1

    /** The symbol of atomic number [type], for example `O` for 8. */
    @JvmStatic
    public fun symbol(type: Int): String {
        if (type !in
            symbols.indices
        ) {
            mistake("element", "an atomic number from 0 (X, a dummy) to $LAST", "$type", "write for example 8 for O")
        }
        return symbols[type]
    }

    /** The atomic number of [symbol]; the error names the nearest symbol. */
    @JvmStatic
    public fun number(symbol: String): Int = numbers[symbol] ?: mistake("element", "a chemical symbol", "'$symbol'", "write '${nearest(symbol)}' if that is meant")

    /** The atomic number of [symbol], or null if there is no such element. */
    @JvmStatic
    public fun numberOrNull(symbol: String): Int? = numbers[symbol]

    /** The symbol a writer most likely meant by [text]: other case, isotope, or numbered atom name first, then the nearest spelling. */
    @JvmStatic
    public fun nearest(text: String): String {
        val letters =
            text
                .filter { it in 'a'..'z' || it in 'A'..'Z' }
                .take(3)
                .lowercase()
                .replaceFirstChar(Char::uppercase)
        if (letters == "D" || letters == "T") return "H"
        if (letters in numbers) return letters
        if (letters.take(1) in numbers) return letters.take(1)
        return symbols.drop(1).minBy { 10 * distance(it, letters) + it.length }
    }

    /** Number of places in which two short words differ, missing letters included. */
    private fun distance(a: String, b: String): Int = (0 until maxOf(a.length, b.length)).count { a.getOrNull(it) != b.getOrNull(it) }
}
