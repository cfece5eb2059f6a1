// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.lang.reflect.Field;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.core.OperationInfo;

/**
 * An operation of a service, as the SDK's own classes describe it, and who answers it.
 *
 * @param request the SDK's class of its requests
 * @param binding how the SDK sends it
 * @param handler answers a request
 */
record AwsOperation(
        Class<? extends AwsRequest> request,
        OperationInfo binding,
        Function<? super AwsRequest, ? extends AwsResponse> handler) {

    static <I extends AwsRequest> AwsOperation of(Class<I> request, Function<I, ? extends AwsResponse> handler) {
        String model = request.getPackageName();
        String transform = model.substring(0, model.length() - "model".length()) + "transform.";
        try {
            Field binding = Class.forName(transform + request.getSimpleName() + "Marshaller")
                    .getDeclaredField("SDK_OPERATION_BINDING");
            binding.setAccessible(true);
            return new AwsOperation(
                    request, (OperationInfo) binding.get(null), one -> handler.apply(request.cast(one)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no request of an AWS service: " + request, e);
        }
    }

    /** As AWS calls it. */
    String name() {
        String simple = request.getSimpleName();
        return simple.substring(0, simple.length() - "Request".length());
    }

    boolean query() {
        return binding.operationIdentifier() != null && binding.apiVersion() != null;
    }

    boolean ec2() {
        return request.getPackageName().endsWith(".ec2.model");
    }

    boolean rest() {
        return binding.operationIdentifier() == null;
    }

    /** What tells it from all others in a request: target, action with version, or method with path. */
    String key() {
        if (query()) {
            return binding.operationIdentifier() + " " + binding.apiVersion();
        }
        return rest() ? binding.httpMethod() + " " + binding.requestUri() : binding.operationIdentifier();
    }

    /** Returns an empty builder of its request. */
    SdkPojo builder() {
        try {
            return (SdkPojo) request.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no builder: " + request, e);
        }
    }
}
