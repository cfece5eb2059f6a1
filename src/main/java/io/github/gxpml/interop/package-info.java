// SPDX-License-Identifier: MIT
/** Reads and writes the documents of Amazon SageMaker Model Monitor and Clarify. */
package io.github.gxpml.interop;
