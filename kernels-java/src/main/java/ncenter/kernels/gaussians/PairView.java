package ncenter.kernels.gaussians;

/**
 * A pair of groups as one side of (ac|cb): a or b is outer, c is inner.
 *
 * @param outer,inner the functions of each term
 */
record PairView(
        HermitePair pair, int[] outer, int[] inner, ShellFunctions outerFunctions, ShellFunctions innerFunctions) {
    int outerSize() {
        return outerFunctions.size();
    }

    /** Number of products of an inner and an outer function. */
    int products() {
        return outerFunctions.size() * innerFunctions.size();
    }
}
