// SPDX-License-Identifier: MIT
/** Tells people and systems in AWS what a run came to: SNS, mails, EventBridge, CloudWatch. */
package io.github.gxpml.aws.notice;
