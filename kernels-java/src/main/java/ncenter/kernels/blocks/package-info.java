/**
 * Blocks of an orbital matrix as targets of a regression: cut out of the matrix, symmetrized over the two atoms of a pair, coupled
 * from (l1, l2) to lambda, and all the way back. Conventions of arXiv:2109.12083; components m = -l..l, arrays row-major.
 */
package ncenter.kernels.blocks;
