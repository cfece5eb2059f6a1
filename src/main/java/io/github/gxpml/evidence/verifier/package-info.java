// SPDX-License-Identifier: MIT
/** The page that checks a bundle in a browser: assembled from the small files among the resources. */
package io.github.gxpml.evidence.verifier;
