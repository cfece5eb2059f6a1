// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.notice;

import io.github.gxpml.aws.AwsAccess;
import io.github.gxpml.aws.Refusals;
import io.github.gxpml.aws.Refusals.Attempt;
import io.github.gxpml.port.Notifier;
import io.github.gxpml.spec.AwsSpec;
import java.io.IOException;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.EmailContent;

/**
 * Mails by SES, as plain text and as HTML. The body carries the digests of the bundle and of its manifest, so that what
 * is opened later can be compared with what was told.
 *
 * @param access makes the client
 * @param mail from whom and to whom
 */
public record MailNotice(AwsAccess access, AwsSpec.Mail mail) implements Notifier {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s\\p{Cntrl}<>\",;:@]+@[^\\s\\p{Cntrl}<>\",;:@]+");
    private static final int LONGEST_SUBJECT = 200;

    @Override
    public void tell(Notice notice) throws IOException {
        check(mail.from());
        for (String to : mail.to()) {
            check(to);
        }
        EmailContent content = EmailContent.builder()
                .simple(message -> message.subject(text(NoticeTexts.subject(notice, LONGEST_SUBJECT)))
                        .body(body -> body.text(text(NoticeTexts.plain(notice))).html(text(NoticeTexts.html(notice)))))
                .build();
        try (SesV2Client client = access.client(SesV2Client.builder(), "SESV2", notice.stage())) {
            client.sendEmail(request -> request.fromEmailAddress(mail.from())
                    .destination(destination -> destination.toAddresses(mail.to()))
                    .content(content));
        } catch (SdkException e) {
            throw Refusals.of(
                    new Attempt(name() + " was not sent", "ses:SendEmail from it, and verify the address"), e);
        }
    }

    /** An address that holds a line break or a second address would be a header of its own. */
    private static void check(String address) throws IOException {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IOException("`" + NoticeTexts.line(address)
                    + "` is no address that a mail can be sent to: correct" + " `aws.mail`");
        }
    }

    private static Content text(String text) {
        return Content.builder().charset("UTF-8").data(text).build();
    }

    @Override
    public String name() {
        return "mail from " + NoticeTexts.line(mail.from());
    }
}
