/** Dense linear algebra behind one interface: OpenBLAS where it loads, plain Java elsewhere. */
package ncenter.kernels.linalg;
