package ncenter.tests.house

/** The glossary as rules: words that mean something else here, or that another word stands for. */
object Vocabulary {
    private val WIDTH_AS_SIGMA = Regex("""\b\w*[sS]igma\w*\s*:\s*Length\b|\bLength\s+\w*[sS]igma\w*""")
    private val PUBLIC =
        Regex(
            """\bpublic\s+(?:[a-z]+\s+)*?(?:fun interface|fun|val|var|class|object|interface|typealias)\s+(?:<[^>]*>\s*)?(?:[\w<>?, ]+\.)*(\w+)""",
        )
    private val LAMBDA = Regex("""\blambda\w*\b""")
    private val RIDGE = Regex("""(?i)\bridge|ridge\(""")

    /** Word in an identifier to the word of the glossary. */
    private val WORDS =
        mapOf(
            "frame" to "structure",
            "frames" to "structures",
            "molecule" to "structure",
            "molecules" to "structures",
            "species" to "type",
            "estimator" to "model",
            "pipeline" to "plan",
            "concat" to "join",
            "hete" to "DifferentSpecies",
            "offd" to "SameSpecies",
            "orbs" to "orbitals",
            "gij" to "pairDensity",
            "rhoi" to "density",
            "eta" to "width",
            "neighbour" to "neighbor",
            "neighbours" to "neighbors",
            "centre" to "center",
            "centres" to "centers",
            "normalise" to "normalize",
            "symmetrise" to "symmetrize",
            "orthogonalise" to "orthogonalize",
            "factorise" to "factorize",
            "colour" to "color",
            "behaviour" to "behavior",
        )

    /** The block types carry the reference code's names. */
    private val ALLOWED = Regex("""([Ss]ame|[Dd]ifferent)Species|(SAME|DIFFERENT)_SPECIES""")

    fun inSource(file: ProjectFile): List<String> = codeOnly(file.text).lines().flatMapIndexed { number, line ->
        listOfNotNull(
            "sigma is parity only; a Length is a width".takeIf { WIDTH_AS_SIGMA.containsMatchIn(line) },
            "lambda is angular order only; a ridge strength is alpha".takeIf {
                LAMBDA.containsMatchIn(line) &&
                    RIDGE.containsMatchIn(line)
            },
        ).map { "$file:${number + 1} $it" }
    }

    /** Names that a Kotlin source declares `public`; explicit API mode makes it say so. */
    fun publicIdentifiers(file: ProjectFile): List<String> = PUBLIC.findAll(codeOnly(file.text)).map { it.groupValues[1] }.toList()

    /** What is wrong with a public [identifier], or null. */
    fun inIdentifier(identifier: String): String? = words(identifier.replace(ALLOWED, "")).firstNotNullOfOrNull { word -> WORDS[word]?.let { "'$identifier': say $it, not $word" } }

    private fun words(identifier: String): List<String> = identifier.replace(Regex("([a-z0-9])([A-Z])"), "$1 $2").split(' ', '_', '$', '.', '-').map { it.lowercase() }
}
