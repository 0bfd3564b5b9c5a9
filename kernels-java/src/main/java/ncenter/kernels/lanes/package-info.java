/**
 * Says whether kernels run on the JDK's Vector API or on plain loops.
 *
 * <p>Nothing here links the incubator module, so that it loads where the module is missing.
 */
package ncenter.kernels.lanes;
