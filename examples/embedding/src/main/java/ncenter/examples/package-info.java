/** Applications that embed the library. */
package ncenter.examples;
