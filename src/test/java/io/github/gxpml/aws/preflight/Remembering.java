// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.aws.AwsAccess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** As {@link AwsAccess}, but makes the clients of a service once for all tests: that takes most of the time. */
record Remembering(AwsAccess access) implements Clients {
    private static final Map<String, Object> MADE = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String service, String stage) throws IOException {
        if (!stage.isEmpty()) {
            return access.client(builder, service, stage);
        }
        if (!MADE.containsKey(service)) {
            MADE.put(service, access.client(builder, service, stage));
        }
        return (C) MADE.get(service);
    }

    @Override
    public void release(SdkAutoCloseable client) {
        if (!MADE.containsValue(client)) {
            client.close();
        }
    }
}
