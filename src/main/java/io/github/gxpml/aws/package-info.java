// SPDX-License-Identifier: MIT
/** The ports on Amazon Web Services; the only package that knows their SDK. */
package io.github.gxpml.aws;
