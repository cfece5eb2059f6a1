// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gxpml.aws.s3.S3Source;
import io.github.gxpml.io.Json;
import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.ModelRegistry.Documents;
import io.github.gxpml.port.ModelRegistry.Facts;
import io.github.gxpml.port.ModelRegistry.ModelVersion;
import io.github.gxpml.port.ModelRegistry.Registration;
import io.github.gxpml.spec.RegisterSpec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sagemaker.model.Bias;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.DriftCheckBaselines;
import software.amazon.awssdk.services.sagemaker.model.MetricsSource;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelCompressionType;
import software.amazon.awssdk.services.sagemaker.model.ModelLifeCycle;
import software.amazon.awssdk.services.sagemaker.model.ModelMetrics;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.S3ModelDataType;

/** What a version is registered with in the SageMaker Model Registry. */
final class PackageRequest {
    private static final String TYPE = "application/json";
    private static final String CSV = "text/csv";
    private static final int TOKEN = 36;

    private final Registration wanted;
    private final VersionItem item;
    private final RegisterSpec.Aws where;
    private final StoredObjects objects;

    PackageRequest(Registration wanted, VersionItem item, RegisterSpec.Aws where, StoredObjects objects) {
        this.wanted = wanted;
        this.item = item;
        this.where = where;
        this.objects = objects;
    }

    /** What a package is found again by. */
    static String description(ModelVersion version) {
        return "Version " + version.version() + " of " + version.model() + ", sha256:" + version.sha256()
                + ", bundle sha256:" + version.bundle();
    }

    static ModelLifeCycle stage(String status, String description) {
        return ModelLifeCycle.builder()
                .stage("Release")
                .stageStatus(status)
                .stageDescription(description)
                .build();
    }

    CreateModelPackageRequest of(String group) throws IOException {
        ModelVersion version = item.version();
        var request = CreateModelPackageRequest.builder()
                .modelPackageGroupName(group)
                .modelPackageDescription(description(version))
                .modelApprovalStatus(ModelApprovalStatus.PENDING_MANUAL_APPROVAL)
                .clientToken(Sha256.of(group + "\n" + description(version)).substring(0, TOKEN))
                .inferenceSpecification(serving -> serving.containers(container())
                        .supportedContentTypes(CSV)
                        .supportedResponseMIMETypes(CSV))
                .sourceUri(item.place().address())
                .customerMetadataProperties(properties(version))
                .metadataProperties(about -> about.commitId(wanted.facts().get(Facts.COMMIT))
                        .repository(wanted.facts().get(Facts.REPOSITORY)))
                .modelLifeCycle(stage(version.status().name(), "waits for its signatures"));
        where.kmsKey().ifPresent(key -> request.securityConfig(security -> security.kmsKeyId(key)));
        byte[] card = wanted.documents().get(Documents.MODEL_CARD);
        if (card != null) {
            request.modelCard(PackageCard.of(card));
        }
        metrics(request);
        return request.build();
    }

    private Map<String, String> properties(ModelVersion version) {
        var properties = new TreeMap<String, String>();
        properties.put("gxp:model", version.model());
        properties.put("gxp:version", Integer.toString(version.version()));
        properties.put("gxp:sha256", version.sha256());
        properties.put("gxp:bundle", version.bundle());
        wanted.facts().forEach((name, value) -> {
            if (name.equals(Facts.SPEC) || name.equals(Facts.COMMIT)) {
                properties.put("gxp:" + name, value);
            }
        });
        return properties;
    }

    /** Hosting unpacks archives; what is none is handed over as it is. */
    private ModelPackageContainerDefinition container() {
        String address = item.place().address();
        var container =
                ModelPackageContainerDefinition.builder().image(where.image().orElseThrow());
        if (item.version().artifact().endsWith(".tar.gz")) {
            container.modelDataUrl(address);
        } else {
            container.modelDataSource(source -> source.s3DataSource(s3 -> s3.s3Uri(address)
                    .s3DataType(S3ModelDataType.S3_OBJECT)
                    .compressionType(ModelCompressionType.NONE)));
        }
        return container.build();
    }

    private void metrics(CreateModelPackageRequest.Builder request) throws IOException {
        MetricsSource quality = kept(Documents.QUALITY_STATISTICS).orElse(null);
        MetricsSource limits = kept(Documents.QUALITY_CONSTRAINTS).orElse(null);
        MetricsSource data = kept(Documents.DATA_STATISTICS).orElse(null);
        MetricsSource constraints = kept(Documents.DATA_CONSTRAINTS).orElse(null);
        MetricsSource bias = kept(Documents.BIAS).orElse(null);
        ModelMetrics.Builder metrics = ModelMetrics.builder();
        DriftCheckBaselines.Builder baselines = DriftCheckBaselines.builder();
        if (quality != null) {
            metrics.modelQuality(one -> one.statistics(quality).constraints(limits));
            baselines.modelQuality(one -> one.statistics(quality).constraints(limits));
        }
        if (data != null) {
            metrics.modelDataQuality(one -> one.statistics(data).constraints(constraints));
            baselines.modelDataQuality(one -> one.statistics(data).constraints(constraints));
        }
        if (bias != null) {
            metrics.bias(Bias.builder()
                    .report(bias)
                    .preTrainingReport(bias)
                    .postTrainingReport(bias)
                    .build());
            baselines.bias(one -> one.preTrainingConstraints(bias).postTrainingConstraints(bias));
            if (explains(wanted.documents().get(Documents.BIAS))) {
                metrics.explainability(one -> one.report(bias));
                baselines.explainability(one -> one.constraints(bias));
            }
        }
        if (quality != null || data != null || bias != null) {
            request.modelMetrics(metrics.build()).driftCheckBaselines(baselines.build());
        }
    }

    private static boolean explains(byte[] analysis) throws IOException {
        return Json.read(analysis, JsonNode.class).path("explanations").size() > 0;
    }

    private Optional<MetricsSource> kept(String name) throws IOException {
        byte[] content = wanted.documents().get(name);
        if (content == null) {
            return Optional.empty();
        }
        S3Source place = objects.keep(wanted.model(), name, content);
        return Optional.of(MetricsSource.builder()
                .contentType(TYPE)
                .contentDigest("sha256:" + Sha256.of(content))
                .s3Uri(place.address())
                .build());
    }
}
