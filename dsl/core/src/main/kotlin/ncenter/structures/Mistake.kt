package ncenter.structures

/** Throws the house error: `<function>: expected <expected>, got <got>; <write>`. */
internal fun mistake(
    function: String,
    expected: String,
    got: String,
    write: String,
): Nothing = throw IllegalArgumentException("$function: expected $expected, got $got; $write")
