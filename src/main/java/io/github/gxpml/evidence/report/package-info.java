// SPDX-License-Identifier: MIT
/** {@code report.html}: the one page that a release manager reads before signing and an auditor reads years later. */
package io.github.gxpml.evidence.report;
