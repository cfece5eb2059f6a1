// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.deploy.stacks.Templates.Resource;
import io.github.gxpml.deploy.stacks.Templates.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EncryptionTest {
    @Test
    void shouldUseTheOneKeyEverywhere() {
        everywhere("AWS::SQS::Queue", "/KmsMasterKeyId");
        everywhere("AWS::SNS::Topic", "/KmsMasterKeyId");
        everywhere("AWS::DynamoDB::Table", "/SSESpecification/KMSMasterKeyId");
        everywhere("AWS::Logs::LogGroup", "/KmsKeyId");
        everywhere("AWS::Lambda::Function", "/KmsKeyArn");
        everywhere(
                "AWS::S3::Bucket",
                "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/KMSMasterKeyID");
        everywhere("AWS::Glue::SecurityConfiguration", "/EncryptionConfiguration/S3Encryptions/0/KmsKeyArn");
        everywhere("AWS::Glue::SecurityConfiguration", "/EncryptionConfiguration/CloudWatchEncryption/KmsKeyArn");
        everywhere("AWS::Glue::SecurityConfiguration", "/EncryptionConfiguration/JobBookmarksEncryption/KmsKeyArn");
        assertThat(Templates.of("AWS::KMS::Key"))
                .singleElement()
                .satisfies(key ->
                        assertThat(key.at("/EnableKeyRotation").booleanValue()).isTrue());
    }

    private static void everywhere(String type, String path) {
        assertThat(Templates.of(type))
                .as(type)
                .isNotEmpty()
                .allSatisfy(resource -> assertThat(resource.at(path).toString())
                        .as(resource + path)
                        .contains("Key"));
    }

    @Test
    void shouldTakeNothingInTheClear() {
        for (Resource bucket : Templates.of("AWS::S3::Bucket")) {
            List<JsonNode> denied = denied("AWS::S3::BucketPolicy", "/Bucket", bucket);
            assertThat(denied)
                    .as(bucket + " TLS")
                    .anyMatch(each -> each.at("/Condition/Bool/aws:SecureTransport")
                            .asText()
                            .equals("false"));
            assertThat(denied)
                    .as(bucket + " TLS 1.2")
                    .anyMatch(each ->
                            each.at("/Condition/NumericLessThan/s3:TlsVersion").asDouble() == 1.2);
            assertThat(denied)
                    .as(bucket + " encryption")
                    .anyMatch(each -> each.path("Sid").asText().equals("DenyOtherEncryption"))
                    .anyMatch(each -> each.path("Sid").asText().equals("DenyOtherKeys"));
        }
        for (Resource queue : Templates.of("AWS::SQS::Queue")) {
            assertThat(denied("AWS::SQS::QueuePolicy", "/Queues", queue))
                    .as(queue + " TLS")
                    .anyMatch(each -> each.at("/Condition/Bool/aws:SecureTransport")
                            .asText()
                            .equals("false"));
        }
        for (Resource topic : Templates.of("AWS::SNS::Topic")) {
            assertThat(denied("AWS::SNS::TopicPolicy", "/Topics", topic))
                    .as(topic + " TLS")
                    .anyMatch(each -> each.at("/Condition/Bool/aws:SecureTransport")
                            .asText()
                            .equals("false"));
        }
    }

    private static List<JsonNode> denied(String type, String path, Resource of) {
        return Templates.of(type).stream()
                .filter(policy -> policy.stack().equals(of.stack())
                        && policy.at(path).toString().contains("\"" + of.id() + "\""))
                .flatMap(policy -> Stream.of(policy.at("/PolicyDocument/Statement")))
                .flatMap(statements -> Templates.statements().stream()
                        .filter(each ->
                                statements.toString().contains(each.node().toString())))
                .filter(each -> !each.allows())
                .map(Statement::node)
                .toList();
    }

    @Test
    void shouldKeepEveryVersionOfEveryObjectFromThePublic() {
        assertThat(Templates.of("AWS::S3::Bucket")).hasSize(7).allSatisfy(bucket -> {
            assertThat(bucket.at("/VersioningConfiguration/Status").textValue())
                    .as(bucket.toString())
                    .isEqualTo("Enabled");
            assertThat(bucket.at("/PublicAccessBlockConfiguration"))
                    .as(bucket.toString())
                    .hasSize(4)
                    .allSatisfy(each -> assertThat(each.booleanValue()).isTrue());
            assertThat(bucket.node().path("DeletionPolicy").textValue())
                    .as(bucket.toString())
                    .isEqualTo("Retain");
        });
    }

    @Test
    void shouldLockEvidence() {
        assertThat(Templates.of("AWS::S3::Bucket"))
                .filteredOn(bucket -> bucket.at("/ObjectLockEnabled").asBoolean())
                .singleElement()
                .satisfies(bucket -> {
                    assertThat(bucket.id()).startsWith("Evidence");
                    assertThat(bucket.at("/ObjectLockConfiguration/Rule/DefaultRetention/Days/Ref")
                                    .textValue())
                            .isEqualTo("EvidenceDays");
                });
    }

    @Test
    void shouldServeModelsThatOneHandlerAlonePutThere() {
        assertThat(Templates.statements())
                .filteredOn(statement -> statement.node().path("Sid").asText().equals("DenyPutsByOthers"))
                .singleElement()
                .satisfies(statement -> assertThat(statement
                                .node()
                                .at("/Condition/ArnNotEquals/aws:PrincipalArn")
                                .toString())
                        .contains("EndpointUpdateHandlerRole"));
    }

    @Test
    void shouldSetTablesBackToAnySecond() {
        assertThat(Templates.of("AWS::DynamoDB::Table")).hasSize(3).allSatisfy(table -> {
            assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                            .booleanValue())
                    .as(table.toString())
                    .isTrue();
            assertThat(table.at("/DeletionProtectionEnabled").booleanValue())
                    .as(table.toString())
                    .isTrue();
        });
    }
}
