// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.gxpml.spec.SpecLoader;
import io.github.gxpml.spec.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePipelineTemplateTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void shouldHaveNothingWrong(boolean monitored, boolean signed) throws Exception {
        assertThat(TemplateLint.check(template(monitored, signed))).isEmpty();
    }

    @Test
    void shouldHaveAnActionForEachStageOfTheSpec() throws Exception {
        assertThat(actions(template(true, true)))
                .containsExactly(
                        "Source", "Train", "Validate", "Register", "Approve", "Released", "Monitor", "Deliver");
        assertThat(actions(template(false, false)))
                .containsExactly("Source", "Train", "Validate", "Register", "Deliver");
    }

    @Test
    void shouldAnswerOnlyAnApprovalThatIsThere() throws Exception {
        assertThat(template(false, true)).contains("codepipeline:PutApprovalResult");
        assertThat(template(false, false)).doesNotContain("PutApprovalResult").doesNotContain("ApprovalAction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"012", "true", "1e3", "model.v1-a_b"})
    void shouldTakeEveryNameOfAModel(String name) throws Exception {
        String text = write(spec(true, true).replace("name: flc-mortality", "name: \"" + name + "\""));

        assertThat(TemplateLint.check(text)).isEmpty();
        assertThat(CloudFormationTemplate.parse(text).root().at("/Parameters/PipelineName/Default"))
                .isEqualTo(TextNode.valueOf(name));
    }

    @Test
    void shouldLetNobodyUseUnencryptedWaysToItsBuckets() throws Exception {
        var template = CloudFormationTemplate.parse(template(true, true));

        for (String bucket : List.of("Artifacts", "Models")) {
            JsonNode properties = template.resources().path(bucket).path("Properties");
            assertThat(properties.path("PublicAccessBlockConfiguration"))
                    .hasSize(4)
                    .allMatch(JsonNode::booleanValue);
            assertThat(properties.at("/VersioningConfiguration/Status").asText())
                    .isEqualTo("Enabled");
            assertThat(template.resources().path(bucket + "Policy").findValuesAsText("Effect"))
                    .containsExactly("Deny", "Deny");
        }
        assertThat(template.resources().at("/Key/Properties/EnableKeyRotation").booleanValue())
                .isTrue();
    }

    /** Each is one mutation of a template that has nothing wrong, with words of a finding. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EnableKeyRotation: true | EnableKeyRotations: true | EnableKeyRotations
            EnableKeyRotation: true | EnableKeyRotation: often | boolean
            RoleArn: !GetAtt PipelineRole.Arn | '' | RoleArn
            ExecutionMode: QUEUED | ExecutionMode: SOMETIMES | ExecutionMode
            Location: !Ref Artifacts | Location: !Ref Artefacts | no Artefacts
            RoleArn: !GetAtt PipelineRole.Arn | RoleArn: !GetAtt PipelineRole.Name | no attribute Name
            ${Models.Arn}/* | ${Model.Arn}/* | no Model
            DependsOn: PipelinePolicy | DependsOn: PipelinePolicies | no PipelinePolicies
            - HasSigningKey | - HasNoKey | no condition HasNoKey
            Type: AWS::KMS::Key | Type: AWS::KMS::Keys | unknown type
            Action: codepipeline:PollForJobs | Action: codepipeline:* | allows the action codepipeline:*
            Resource: !Ref ConnectionArn | Resource: "*" | Source: allows it for *
            {Service: codepipeline.amazonaws.com} | "*" | everybody
            InputArtifacts: [{Name: Model}] | InputArtifacts: [{Name: TheModel}] | makes the artifact TheModel
            [{Name: ValidateEvidence}] | [{Name: TrainEvidence}] | made twice
            /#{Register.modelVersion}" | /#{Approve.modelVersion}" | gives out #{Approve.modelVersion}
            #{Validate.verdict} | #{Validate.result} | gives out #{Validate.result}
            Stage: validate, Config | Stage: evaluate, Config | knows no stage evaluate
            Stage: validate, Config | Steps: validate, Config | lacks Stage
            Default: gxp | Default: a-queue-of-21-letters | cannot have the queue
            Bundle: RegisterEvidence | Bundle: Evidence | Bundle names none of
            ApprovalAction: Model/Approve | ApprovalAction: Model/Approval | no manual approval after it
            RunOrder: 4 | RunOrder: 2 | no manual approval after it
            OutputArtifacts: [{Name: TrainEvidence}] | OutputArtifacts: [] | has 0 output artifacts
            - Name: Model | - Name: More | no manual approval after it
            PipelineType: V2 | PipelineType: V1 | type V2
            """)
    void shouldFindWhatIsWrong(String good, String bad, String words) throws Exception {
        String text = template(true, true);
        assertThat(text).contains(good);

        assertThat(TemplateLint.check(text.replace(good, bad)))
                .anySatisfy(problem -> assertThat(problem).contains(words));
    }

    private static List<String> actions(String text) {
        return CloudFormationTemplate.parse(text)
                .only("AWS::CodePipeline::Pipeline")
                .findValue("Stages")
                .findValues("Actions")
                .stream()
                .flatMap(stage -> PipelineLint.names(stage).stream())
                .toList();
    }

    private String template(boolean monitored, boolean signed) throws Exception {
        return write(spec(monitored, signed));
    }

    private String write(String spec) throws Exception {
        Path file = Files.writeString(folder.resolve("gxp.yaml"), spec);
        Files.deleteIfExists(folder.resolve(Starter.CODEPIPELINE));
        return Files.readString(
                Starter.writeCodePipeline(SpecLoader.load(file), folder).orElseThrow());
    }

    private static String spec(boolean monitored, boolean signed) throws IOException {
        String text = Files.readString(Path.of("examples/flc-mortality/gxp.yaml"));
        assertThat(text).contains("monitor:").contains("register:");
        String spec = monitored ? text : text.replaceFirst("(?ms)^monitor:.*?(?=^\\S|\\z)", "");
        return signed ? spec.replaceFirst("(?m)^  approvals: .*$", "  approvals: [{role: quality, count: 2}]") : spec;
    }
}
