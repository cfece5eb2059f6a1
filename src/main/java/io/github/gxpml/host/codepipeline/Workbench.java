// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import java.util.concurrent.Semaphore;

/**
 * What all jobs of a worker share.
 *
 * @param book their records
 * @param services AWS
 * @param runner carries out stages
 * @param pace how often and how long
 * @param slots one for each stage that may be at work at the same time
 * @param findings what was against the rules
 * @param news told when a slot is free again, and when an order is over
 */
record Workbench(
        JobBook book,
        Services services,
        StageRunner runner,
        Pace pace,
        Semaphore slots,
        Findings findings,
        Runnable news) {}
