// SPDX-License-Identifier: MIT
/** What every part needs to read and write bytes: canonical JSON, digests, atomic files. */
package io.github.gxpml.io;
