// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import static java.util.Map.entry;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.DataSources;
import io.github.gxpml.spec.TableSource;
import io.github.gxpml.spec.TableSource.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;

/** The services of AWS that data comes from. A kind of source is one line here and a class beside. */
public final class AwsSources implements DataSources {
    private static final String S3_READ = "s3:GetObject and s3:GetObjectVersion on it, and kms:Decrypt on its key";
    private static final Map<Kind, Known> KNOWN = Map.ofEntries(
            entry(Kind.S3, new Known(S3Asker::ask, S3_READ)),
            entry(Kind.GLUE, new Known(GlueTableAsker::ask, "glue:GetTableVersion")),
            entry(Kind.GLUE_JOB, new Known(GlueJobAsker::ask, "glue:GetJob and glue:GetJobRun")),
            entry(Kind.GLUE_CRAWLER, new Known(GlueCrawlerAsker::ask, "glue:GetCrawler and glue:ListCrawls")),
            entry(Kind.GLUE_SCHEMA, new Known(GlueSchemaAsker::ask, "glue:GetSchemaVersion")),
            entry(
                    Kind.EMR,
                    new Known(EmrAsker::ask, "elasticmapreduce:DescribeCluster and elasticmapreduce:DescribeStep")),
            entry(Kind.KINESIS, new Known(KinesisAsker::ask, "kinesis:DescribeStreamSummary and kinesis:ListShards")),
            entry(Kind.FEATURE_STORE, new Known(FeatureStoreAsker::ask, "sagemaker:DescribeFeatureGroup")),
            entry(Kind.DATA_WRANGLER, new Known(DataWranglerAsker::ask, S3_READ)),
            entry(Kind.DATA_BREW, new Known(DataBrewAsker::ask, "databrew:DescribeJobRun and databrew:DescribeRecipe")),
            entry(Kind.GROUND_TRUTH, new Known(GroundTruthAsker::ask, "sagemaker:DescribeLabelingJob")),
            entry(Kind.AUTOPILOT, new Known(AutopilotAsker::ask, "sagemaker:DescribeAutoMLJobV2")),
            entry(Kind.LAKE_FORMATION, new Known(LakeFormationAsker::ask, "lakeformation:ListPermissions")),
            entry(
                    Kind.HEALTH_LAKE,
                    new Known(
                            HealthLakeAsker::ask,
                            "healthlake:DescribeFHIRDatastore and healthlake:DescribeFHIRExportJob")));

    private final AwsAccess access;
    private final UnaryOperator<Path> resolve;

    private record Known(Asker asker, String permission) {}

    /**
     * Creates the port.
     *
     * @param access makes clients
     * @param resolve turns a path of the spec into a file
     */
    public AwsSources(AwsAccess access, UnaryOperator<Path> resolve) {
        this.access = access;
        this.resolve = resolve;
    }

    @Override
    public Optional<Answer> ask(TableSource source, Path file, String sha256) throws IOException {
        Known known = KNOWN.get(source.kind());
        if (known == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(known.asker().ask(new Question(access, resolve, source.details(), file)));
        } catch (SdkException e) {
            throw Refusals.of(
                    new Attempt(
                            "the source " + source.kind().key() + " " + source.details() + " could not be asked for",
                            known.permission()),
                    e);
        }
    }

    @Override
    public boolean fetch(TableSource source, Path target) throws IOException {
        if (source.kind() != Kind.S3) {
            return false;
        }
        S3Asker.fetch(new Question(access, resolve, source.details(), target), target);
        return true;
    }
}
