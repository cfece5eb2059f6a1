// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.source;

import io.github.gxpml.port.DataSources.Answer;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerHistory;
import software.amazon.awssdk.services.glue.model.CrawlsFilter;
import software.amazon.awssdk.services.glue.model.FieldName;
import software.amazon.awssdk.services.glue.model.FilterOperator;

/** A crawl of a Glue crawler, and whether it is still the last one. */
final class GlueCrawlerAsker {
    private GlueCrawlerAsker() {}

    static Answer ask(Question question) throws IOException {
        try (GlueClient glue = question.client(GlueClient.builder(), "GLUE")) {
            Crawler crawler = glue.getCrawler(request -> request.name(question.get("crawler")))
                    .crawler();
            Facts facts = new Facts()
                    .put("database", crawler.databaseName())
                    .put("crawlerVersion", crawler.version())
                    .put("securityConfiguration", crawler.crawlerSecurityConfiguration());
            if (crawler.lastCrawl() != null) {
                facts.put("lastCrawlStarted", crawler.lastCrawl().startTime())
                        .put("lastCrawlStatus", crawler.lastCrawl().statusAsString());
            }
            Optional<CrawlerHistory> crawl = glue
                    .listCrawls(request -> request.crawlerName(question.get("crawler"))
                            .filters(CrawlsFilter.builder()
                                    .fieldName(FieldName.CRAWL_ID)
                                    .filterOperator(FilterOperator.EQ)
                                    .fieldValue(question.get("crawl"))
                                    .build()))
                    .crawls()
                    .stream()
                    .filter(one -> question.get("crawl").equals(one.crawlId()))
                    .findFirst();
            if (crawl.isEmpty()) {
                throw new IOException("crawler " + question.get("crawler") + " knows no crawl " + question.get("crawl")
                        + ": name one of the last twelve months that the console of Glue shows");
            }
            return facts.state(crawl.get().stateAsString(), "COMPLETED")
                    .put("started", crawl.get().startTime())
                    .put("ended", crawl.get().endTime())
                    .answer();
        }
    }
}
