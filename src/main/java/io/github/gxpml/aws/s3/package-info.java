// SPDX-License-Identifier: MIT
/** Files to and from Amazon S3: in parts, checked, gone on with where they were cut off. Knows no evidence. */
package io.github.gxpml.aws.s3;
