// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import static io.github.gxpml.port.ModelRegistryContract.BUNDLE;
import static io.github.gxpml.port.ModelRegistryContract.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry;
import io.github.gxpml.port.ModelRegistry.Change;
import io.github.gxpml.port.ModelRegistry.Documents;
import io.github.gxpml.port.ModelRegistry.Facts;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Registration;
import io.github.gxpml.port.ModelRegistry.Status;
import io.github.gxpml.port.ModelRegistryContract;
import io.github.gxpml.standin.Faults;
import io.github.gxpml.standin.LineageStandIn;
import io.github.gxpml.standin.ModelRegistryStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelCardStatus;

class SageMakerModelRegistryTest {
    private static final String SIGNED = "every signature is there: Quinn <q@example.org> as quality (sha256 0123)";
    private static final String GRAPH = """
            {"graph": {"nodes": [
              {"id": "code", "kind": "CODE", "name": "4f2c", "facts": {}},
              {"id": "dataset/train", "kind": "DATASET", "name": "train", "sha256": "aa",
               "facts": {"path": "data/train.csv"}},
              {"id": "dataset/validation", "kind": "DATASET", "name": "validation", "sha256": "bb",
               "facts": {"path": "data/validation.csv"}},
              {"id": "person/ann", "kind": "PERSON", "name": "Ann", "facts": {}},
              {"id": "model", "kind": "MODEL", "name": "risk", "sha256": "cc", "facts": {}}],
             "edges": [{"from": "model", "relation": "DERIVED", "to": "dataset/train"},
                       {"from": "model", "relation": "GENERATED", "to": "stage/train"}]}}
            """;
    private static final Map<String, byte[]> DOCUMENTS = Map.of(
            Documents.MODEL_CARD,
            bytes("{\n \"model_overview\": {\"model_name\": \"risk\", \"model_artifact\": [\"sha256:cc\"]},\n"
                    + " \"intended_uses\": {\"risk_rating\": \"High\"}\n}"),
            Documents.QUALITY_STATISTICS,
            bytes("{\"version\": 0}"),
            Documents.QUALITY_CONSTRAINTS,
            bytes("{\"version\": 0.0}"),
            Documents.DATA_STATISTICS,
            bytes("{\"version\": 0, \"features\": []}"),
            Documents.BIAS,
            bytes("{\"explanations\": {}}"),
            Documents.LINEAGE,
            bytes(GRAPH));

    private final SomeRegistry aws = new SomeRegistry();
    private final ModelRegistryStandIn sagemaker = new ModelRegistryStandIn(aws.aws);
    private final LineageStandIn lineage = new LineageStandIn(aws.aws);

    @AfterEach
    void stop() {
        aws.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private SageMakerModelRegistry registry(Path folder) throws IOException {
        return aws.sageMaker(aws.table, "risk", folder);
    }

    private ModelVersion register(ModelRegistry registry, Path folder) throws IOException {
        Path artifact = Files.writeString(folder.resolve("model.onnx"), "weights");
        return registry.register(new Registration(
                "risk",
                7,
                artifact,
                BUNDLE,
                DOCUMENTS,
                Map.of(Facts.SPEC, "5".repeat(64), Facts.COMMIT, "4f2c", Facts.REPOSITORY, "git@example.org:flc.git"),
                change(Status.PENDING)));
    }

    private DescribeModelPackageResponse only() {
        assertThat(sagemaker.packages()).hasSize(1);
        return sagemaker.packages().get(0);
    }

    private static Change signed(Status to) {
        return new Change(to, Instant.EPOCH, "Ann <ann@example.org>", SIGNED);
    }

    @ParameterizedTest
    @CsvSource({"flc-mortality, flc-mortality", "flc_mortality., flc-mortality", "_._, model"})
    void shouldNameTheGroupAsSageMakerTakesIt(String model, String group) {
        assertThat(SageMakerModelRegistry.group(model)).isEqualTo(group);
        assertThat(SageMakerModelRegistry.group("m".repeat(62) + "_" + model))
                .matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");
    }

    @Test
    void shouldShowWhatTheRunHas(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        register(registry, folder);

        DescribeModelPackageResponse found = only();
        assertThat(registry.notes()).isEmpty();
        assertThat(found.modelApprovalStatus()).isEqualTo(ModelApprovalStatus.PENDING_MANUAL_APPROVAL);
        var container = found.inferenceSpecification().containers().get(0);
        assertThat(container.image()).isEqualTo(SomeRegistry.IMAGE);
        assertThat(container.modelDataUrl()).isNull();
        assertThat(container.modelDataSource().s3DataSource().s3Uri())
                .isEqualTo("s3://models/flc/risk/" + Sha256.of("weights") + "/model.onnx");
        assertThat(found.customerMetadataProperties())
                .containsEntry("gxp:version", "7")
                .containsEntry("gxp:bundle", BUNDLE)
                .containsEntry("gxp:sha256", Sha256.of("weights"))
                .containsEntry("gxp:spec", "5".repeat(64))
                .containsEntry("gxp:commit", "4f2c");
        assertThat(found.modelCard().modelCardStatus()).isEqualTo(ModelCardStatus.PENDING_REVIEW);
        assertThat(found.modelCard().modelCardContent())
                .isEqualTo("{\"intended_uses\":{\"risk_rating\":\"High\"},"
                        + "\"model_overview\":{\"model_artifact\":[\"sha256:cc\"]}}");
        var statistics = found.modelMetrics().modelQuality().statistics();
        assertThat(statistics.contentDigest())
                .isEqualTo("sha256:" + Sha256.of(DOCUMENTS.get(Documents.QUALITY_STATISTICS)));
        String key = statistics.s3Uri().substring("s3://models/".length());
        assertThat(aws.s3.get(SomeRegistry.BUCKET, key)).contains(DOCUMENTS.get(Documents.QUALITY_STATISTICS));
        assertThat(found.modelMetrics().explainability()).isNull();
        assertThat(found.driftCheckBaselines().modelDataQuality().constraints()).isNull();
        assertThat(found.driftCheckBaselines().bias().postTrainingConstraints().contentDigest())
                .isEqualTo("sha256:" + Sha256.of(DOCUMENTS.get(Documents.BIAS)));
        assertThat(found.securityConfig().kmsKeyId()).isEqualTo(SomeRegistry.KEY);
    }

    @Test
    void shouldApproveOnlyWithTheRelease(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        register(registry, folder);
        registry.change("risk", 7, signed(Status.APPROVED));

        DescribeModelPackageResponse found = only();
        assertThat(found.modelApprovalStatus()).isEqualTo(ModelApprovalStatus.APPROVED);
        assertThat(found.approvalDescription())
                .isEqualTo("bundle sha256:" + BUNDLE + " Approved by Ann <ann@example.org>: " + SIGNED);
        assertThat(found.customerMetadataProperties().get("gxp:decision")).contains("q@example.org", "sha256 0123");
        assertThat(found.modelCard().modelCardStatus()).isEqualTo(ModelCardStatus.APPROVED);

        registry.change("risk", 7, signed(Status.ACTIVE));
        registry.change("risk", 7, signed(Status.RETIRED));
        assertThat(only().modelApprovalStatus()).isEqualTo(ModelApprovalStatus.APPROVED);
        assertThat(only().modelLifeCycle().stageStatus()).isEqualTo("RETIRED");
    }

    @Test
    void shouldRejectWhatWasRejected(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        register(registry, folder);
        registry.change("risk", 7, signed(Status.REJECTED));
        assertThat(only().modelApprovalStatus()).isEqualTo(ModelApprovalStatus.REJECTED);
        assertThat(only().modelLifeCycle().stageStatus()).isEqualTo("REJECTED");
    }

    @Test
    void shouldNotBelieveTheConsole(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        register(registry, folder);
        String arn = only().modelPackageArn();
        for (ModelApprovalStatus status :
                new ModelApprovalStatus[] {ModelApprovalStatus.APPROVED, ModelApprovalStatus.REJECTED}) {
            sagemaker.decide(arn, status);
            assertThat(registry.find("risk", 7).orElseThrow().status()).isEqualTo(Status.PENDING);
            assertThat(registry.active("risk")).isEmpty();
            assertThatThrownBy(() -> registry.change("risk", 7, signed(Status.APPROVED)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was switched to " + status + " in SageMaker by impatient")
                    .hasMessageContaining("it is not released");
            assertThatThrownBy(() -> register(registry, folder)).hasMessageContaining("by impatient");
            assertThat(registry.find("risk", 7).orElseThrow().history()).hasSize(1);
        }
        sagemaker.decide(arn, ModelApprovalStatus.PENDING_MANUAL_APPROVAL);
        registry.change("risk", 7, signed(Status.APPROVED));
        sagemaker.decide(arn, ModelApprovalStatus.APPROVED);
        assertThatThrownBy(() -> registry.change("risk", 7, signed(Status.ACTIVE)))
                .hasMessageContaining("by impatient");
        assertThat(registry.active("risk")).isEmpty();
    }

    @Test
    void shouldNotTakeBackWhatTheConsoleRejectedAfterTheSignatures(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        register(registry, folder);
        registry.change("risk", 7, signed(Status.APPROVED));

        sagemaker.switchTo(only().modelPackageArn(), ModelApprovalStatus.REJECTED);

        assertThat(only().approvalDescription())
                .as("our words stand there still")
                .contains(BUNDLE);
        assertThatThrownBy(() -> registry.change("risk", 7, signed(Status.ACTIVE)))
                .hasMessageContaining("was switched to Rejected in SageMaker by impatient");
        assertThat(only().modelApprovalStatus()).isEqualTo(ModelApprovalStatus.REJECTED);
        assertThat(registry.active("risk")).isEmpty();
    }

    @Test
    void shouldGoOnWhereItWasCutOff(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        aws.aws.faults().loseAnswer("CreateModelPackage", 1).fail("CreateModelPackageGroup", 1);
        register(registry, folder);
        aws.aws.faults().throttle("UpdateModelPackage", Faults.ALWAYS);
        assertThatThrownBy(() -> registry.change("risk", 7, signed(Status.APPROVED)))
                .hasMessageContaining("asked too often");
        assertThat(only().modelApprovalStatus()).isEqualTo(ModelApprovalStatus.PENDING_MANUAL_APPROVAL);

        aws.aws.faults().clear();
        registry.change("risk", 7, signed(Status.ACTIVE));
        assertThat(only().modelApprovalStatus()).isEqualTo(ModelApprovalStatus.APPROVED);
    }

    @Test
    void shouldFindThePackageThatTheTableDoesNotKnowYet(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        for (int version = 1; version <= 3; version++) {
            ModelRegistryContract.register(registry, folder, version);
        }
        aws.dynamo.faults().deny("UpdateItem", 1);
        assertThatThrownBy(() -> register(registry, folder)).hasMessageContaining("allow dynamodb:UpdateItem");
        assertThatThrownBy(() -> registry.change("risk", 7, signed(Status.APPROVED)))
                .hasMessageContaining("register it again");
        register(registry, folder);
        assertThat(sagemaker.packages()).hasSize(4);
    }

    @Test
    void shouldWriteLineageOnce(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        register(registry, folder);
        register(registry, folder);
        registry.change("risk", 7, signed(Status.APPROVED));

        assertThat(registry.notes()).isEmpty();
        String model = "Model s3://models/flc/risk/" + Sha256.of("weights") + "/model.onnx";
        String modelPackage = "ModelPackage " + only().modelPackageArn();
        assertThat(lineage.edges())
                .containsExactlyInAnyOrder(
                        "Code git@example.org:flc.git@4f2c ContributedTo ModelTraining",
                        "DataSet data/train.csv ContributedTo ModelTraining",
                        "DataSet data/validation.csv ContributedTo ModelTraining",
                        "DataSet data/train.csv DerivedFrom " + model,
                        "ModelTraining Produced " + model,
                        model + " DerivedFrom " + modelPackage,
                        modelPackage + " AssociatedWith Approval");
    }

    @Test
    void shouldLoseNoReleaseForWhatOnlyInforms(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        aws.aws.faults().deny("ListArtifacts", Faults.ALWAYS).deny("DescribeAction", Faults.ALWAYS);
        register(registry, folder);
        registry.change("risk", 7, signed(Status.APPROVED));
        registry.change("risk", 7, signed(Status.ACTIVE));

        assertThat(registry.active("risk")).map(ModelVersion::version).contains(7);
        assertThat(registry.notes())
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).contains("SageMaker does not show the lineage", "AccessDenied"));
        assertThat(registry.notes()).isEmpty();
    }

    @Test
    void shouldSayWhatIsDenied(@TempDir Path folder) throws Exception {
        SageMakerModelRegistry registry = registry(folder);
        aws.aws.faults().deny("CreateModelPackage", 1);
        assertThatThrownBy(() -> register(registry, folder)).hasMessageContaining("allow sagemaker:CreateModelPackage");
        register(registry, folder);
        aws.aws.expireTokens();
        assertThatThrownBy(() -> registry.change("risk", 7, signed(Status.APPROVED)))
                .hasMessageContaining("credentials are over");
    }
}
