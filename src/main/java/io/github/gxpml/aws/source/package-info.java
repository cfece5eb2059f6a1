// SPDX-License-Identifier: MIT
/** What the services of AWS that keep or make data say of the sources that a spec declares. */
package io.github.gxpml.aws.source;
