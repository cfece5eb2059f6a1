// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import software.amazon.awssdk.core.SdkPojo;

/** How requests, answers and errors of a service look on the wire. */
interface AwsProtocol {
    /** Fills a builder of the operation's request; a {@link Refusal} if the SDK's model does not know what was sent. */
    SdkPojo read(Request request, AwsOperation operation);

    Response write(AwsOperation operation, SdkPojo answer);

    Response error(ServiceError error);

    /** Says in the words of the protocol why a request is refused. */
    ServiceError words(Refusal refusal);
}
