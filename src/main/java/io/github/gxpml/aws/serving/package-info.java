// SPDX-License-Identifier: MIT
/** What the endpoints that serve a model did, and what they captured. */
package io.github.gxpml.aws.serving;
