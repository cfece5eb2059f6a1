// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Makes clients, as {@link io.github.gxpml.aws.AwsAccess#client} does. */
@FunctionalInterface
interface Clients {
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, String service, String stage)
            throws IOException;

    /** Takes back a client that is not needed any more. */
    default void release(SdkAutoCloseable client) {
        client.close();
    }
}
