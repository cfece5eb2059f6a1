// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import io.github.gxpml.standin.HttpWire.Request;
import io.github.gxpml.standin.HttpWire.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Query: a form is asked, XML answers.
 *
 * @param ec2 in the manner of EC2: lists without a word between, answers and errors in other elements
 */
record AwsQuery(boolean ec2) implements AwsProtocol {
    private static final String REQUEST_ID = "of-the-stand-in";

    static Map<String, String> form(Request request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        RestBinding.form(new String(request.body(), StandardCharsets.UTF_8))
                .forEach((name, values) -> parameters.put(name, values.get(0)));
        return parameters;
    }

    @Override
    public SdkPojo read(Request request, AwsOperation operation) {
        SdkPojo builder = operation.builder();
        Map<String, String> parameters = form(request);
        parameters.remove("Action");
        parameters.remove("Version");
        new QueryShapes(parameters, ec2).read(builder);
        return builder;
    }

    @Override
    public Response write(AwsOperation operation, SdkPojo answer) {
        String name = operation.name();
        String members = XmlShapes.of(answer);
        String body = ec2
                ? "<requestId>" + REQUEST_ID + "</requestId>" + members
                : "<" + name + "Result>" + members + "</" + name + "Result><ResponseMetadata><RequestId>" + REQUEST_ID
                        + "</RequestId></ResponseMetadata>";
        return response(200, "<" + name + "Response>" + body + "</" + name + "Response>");
    }

    @Override
    public Response error(ServiceError error) {
        String type = ec2 ? "" : "<Type>" + (error.status() < 500 ? "Sender" : "Receiver") + "</Type>";
        String one = "<Error>" + type + "<Code>" + XmlShapes.escaped(error.type()) + "</Code><Message>"
                + XmlShapes.escaped(error.getMessage()) + "</Message></Error>";
        return response(
                error.status(),
                ec2
                        ? "<Response><Errors>" + one + "</Errors><RequestID>" + REQUEST_ID + "</RequestID></Response>"
                        : "<ErrorResponse>" + one + "<RequestId>" + REQUEST_ID + "</RequestId></ErrorResponse>");
    }

    @Override
    public ServiceError words(Refusal refusal) {
        return ec2 ? refusal.inEc2() : refusal.inQuery();
    }

    private static Response response(int status, String xml) {
        return new Response(
                status,
                Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", REQUEST_ID),
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8));
    }
}
