package ncenter.kernels.gaussians;

/**
 * Functions with common exponents at a place.
 *
 * @param number   of the group in the structure
 * @param x,y,z    its center in bohr
 * @param start    the row of the first function of its atom in the matrix
 */
record ShellGroup(int number, ShellFunctions functions, double x, double y, double z, int start) {
    /** The row of function f of the group in the matrix. */
    int row(int f) {
        return start + functions.places[f];
    }
}
