// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.codepipeline;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Counts the attempts of a call of which nobody knows what became: sent, and nothing came back, or that the service
 * broke. Such an attempt may have ended the job that a later attempt then finds over.
 */
final class AnswerWatch implements ExecutionInterceptor {
    static final ExecutionAttribute<AtomicInteger> UNSURE = new ExecutionAttribute<>("attempts-nobody-knows-of");
    private static final int BROKEN = 500;

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attributes.getOptionalAttribute(UNSURE).ifPresent(AtomicInteger::incrementAndGet);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        if (context.httpResponse().statusCode() < BROKEN) {
            attributes.getOptionalAttribute(UNSURE).ifPresent(AtomicInteger::decrementAndGet);
        }
    }
}
