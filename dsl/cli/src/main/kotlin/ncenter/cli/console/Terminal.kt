package ncenter.cli.console

/** What is known of the terminal behind standard error. The launcher tells by system properties; without it, Java is asked. */
internal object Terminal {
    private const val DEFAULT_COLUMNS = 80

    val present: Boolean
        get() = System.getProperty("ncenter.terminal")?.toBooleanStrictOrNull() ?: (System.console()?.isTerminal == true)

    val columns: Int
        get() = System.getProperty("ncenter.columns")?.toIntOrNull()?.takeIf { it > 20 } ?: DEFAULT_COLUMNS
}
