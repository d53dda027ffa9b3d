using System.Text;
using Sekisho.Deliver.Leasing;
using Sekisho.Mime;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;
using Sekisho.Testing.Smtp;
using static Sekisho.Deliver.Tests.DeliverUnderTest;

namespace Sekisho.Deliver.Tests.Notices;

public sealed class NoticeTests
{
    private const string Refusal = "550 5.1.1 No such mailbox";

    [Theory]
    [InlineData(FailureNotices.All, OriginKind.Relay, true, true)]
    [InlineData(FailureNotices.Believable, OriginKind.Relay, false, true)]
    [InlineData(FailureNotices.Believable, OriginKind.Relay, true, false)]
    [InlineData(FailureNotices.Believable, OriginKind.Submission, true, true)]
    [InlineData(FailureNotices.OwnSendersOnly, OriginKind.Relay, false, false)]
    [InlineData(FailureNotices.OwnSendersOnly, OriginKind.Submission, false, true)]
    public async Task The_operator_says_whether_senders_at_other_servers_are_told(FailureNotices notices, OriginKind origin, bool isForged, bool told)
    {
        await using var server = Refusing();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { FailureNotices = notices });
        var (request, _) = await deliver.DeliverAsync(Relay(server), change: job => job with { Origin = origin, SenderIsForged = isForged });
        Assert.Equal((DeliveryOutcome.Failed, told), (request.Results[0].Outcome, request.NoticeId is not null));
    }

    [Fact]
    public async Task A_failure_is_told_to_the_sender()
    {
        await using var server = Refusing();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, bytes) = await deliver.DeliverAsync(Relay(server), change: job => job with
        {
            Envelope = job.Envelope with { EnvelopeId = "env-7", Recipients = [new EnvelopeRecipient { Address = "a@example.net", OriginalRecipient = "rfc822;x@example.com" }] },
        });
        Assert.Equal(("s@example.org", DeliveryOutcome.Failed, false), (request.NoticeRecipient, request.Results[0].Outcome, request.DelayNoticeSent));
        Assert.True(Kernel.Ids.TimeOrderedId.IsWellFormed(request.NoticeId));
        AssertClean(bytes);

        var notice = MimeMessage.Read(bytes);
        Assert.Empty(notice.Ambiguities);
        Assert.Equal("auto-replied", notice.Header("Auto-Submitted")!.Value.Text.Trim());
        Assert.Contains("postmaster@mail.test", notice.Header("From")!.Value.Text, StringComparison.Ordinal);
        Assert.Contains("s@example.org", notice.Header("To")!.Value.Text, StringComparison.Ordinal);
        Assert.Contains("メールを配信できませんでした", notice.Header("Subject")!.Value.Text, StringComparison.Ordinal);
        Assert.Equal($"<{request.NoticeId}@mail.test>", notice.Header("Message-ID")!.Value.Text.Trim());
        Assert.Equal("about=m1", notice.Header("X-Sekisho-Notice")!.Value.Text.Trim());
        Assert.NotNull(notice.Header("Date"));
        Assert.Equal("multipart/report", notice.Root.ContentType.MediaType);
        Assert.Equal("delivery-status", notice.Root.ContentType.Parameter("report-type"));
        Assert.Equal(["text/plain", "message/delivery-status", "text/rfc822-headers"], notice.Parts.Skip(1).Take(3).Select(part => part.ContentType.MediaType));

        var text = notice.Parts[1].ReadText();
        Assert.Contains("could not be delivered", text, StringComparison.Ordinal);
        Assert.Contains("<a@example.net>", text, StringComparison.Ordinal);
        Assert.Contains(Refusal, text, StringComparison.Ordinal);
        Assert.Contains("配信できませんでした", text, StringComparison.Ordinal);

        var status = Status(notice);
        foreach (var field in new[]
        {
            "Reporting-MTA: dns; mail.test", "Original-Envelope-Id: env-7", "Arrival-Date: Thu, 01 Jan 2026 00:00:00 +0000", "Original-Recipient: rfc822; x@example.com", "Final-Recipient: rfc822; a@example.net",
            "Action: failed", "Status: 5.1.1", "Remote-MTA: dns; 127.0.0.1", $"Diagnostic-Code: smtp; {Refusal}",
        })
            Assert.Contains(field, status);

        var returned = Encoding.ASCII.GetString(notice.Parts[3].DecodeBody());
        Assert.Contains("Subject: test", returned, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello", returned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_words_are_no_diagnostic_code_of_SMTP()
    {
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (_, bytes) = await deliver.DeliverAsync(Mx("missing.example"));
        var status = Status(MimeMessage.Read(bytes));
        Assert.Contains("Status: 5.1.2", status);
        Assert.Contains(status, line => line.StartsWith("Diagnostic-Code: X-Sekisho; 550 5.1.2", StringComparison.Ordinal));
        Assert.DoesNotContain(status, line => line.StartsWith("Remote-MTA", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", DsnNotify.Unspecified)]
    [InlineData("", DsnNotify.Failure)]
    [InlineData("s@example.org", DsnNotify.Never)]
    [InlineData("s@example.org", DsnNotify.Success)]
    [InlineData("s@example.org", DsnNotify.Success | DsnNotify.Delay)]
    public async Task Nobody_is_told_of_a_failure_who_cannot_or_does_not_want_to_be(string sender, DsnNotify notify)
    {
        await using var server = Refusing();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, bytes) = await deliver.DeliverAsync(Relay(server), sender: sender, change: job => With(job, notify));
        Assert.Equal((DeliveryOutcome.Failed, null, null, 0), (request.Results[0].Outcome, request.NoticeId, request.NoticeRecipient, bytes.Length));
    }

    [Theory]
    [InlineData(true, false, DsnNotify.Success, null)]
    [InlineData(false, false, DsnNotify.Success, "relayed")]
    [InlineData(false, true, DsnNotify.Success, "delivered")]
    [InlineData(false, false, DsnNotify.Unspecified, null)]
    [InlineData(false, false, DsnNotify.Failure | DsnNotify.Delay, null)]
    public async Task A_success_is_told_when_asked_for_and_the_next_server_does_not(bool serverKnowsDsn, bool lmtp, DsnNotify notify, string? action)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Lmtp = lmtp;
        server.Extensions = serverKnowsDsn ? ["DSN"] : [];
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, bytes) = await deliver.DeliverAsync(Relay(server, lmtp: lmtp), change: job => With(job, notify));
        Assert.Equal(DeliveryOutcome.Delivered, request.Results[0].Outcome);
        Assert.Equal(action is not null, request.NoticeId is not null);
        if (action is null) return;
        var status = Status(MimeMessage.Read(bytes));
        Assert.Contains($"Action: {action}", status);
        Assert.Contains("Status: 2.0.0", status);
    }

    [Theory]
    [InlineData(true, DsnNotify.Delay, false, true)]
    [InlineData(true, DsnNotify.Unspecified, false, false)]
    [InlineData(true, DsnNotify.Unspecified, true, true)]
    [InlineData(true, DsnNotify.Failure, true, false)]
    [InlineData(false, DsnNotify.Delay, true, false)]
    public async Task A_delay_is_told_when_it_is_due_and_asked_for(bool due, DsnNotify notify, bool unasked, bool told)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "450 4.2.1 Later" : null;
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { DelayNoticesUnasked = unasked });
        var (request, bytes) = await deliver.DeliverAsync(Relay(server), change: job => With(job, notify) with { DelayNoticeDue = due });
        Assert.Equal((DeliveryOutcome.Deferred, told, told), (request.Results[0].Outcome, request.DelayNoticeSent, request.NoticeId is not null));
        if (!told) return;
        var status = Status(MimeMessage.Read(bytes));
        Assert.Contains("Action: delayed", status);
        Assert.Contains("Status: 4.2.1", status);
    }

    [Fact]
    public async Task One_notice_tells_of_all_recipients_that_need_one()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = [];
        server.Reply = command => command.Contains("bad", StringComparison.Ordinal) ? Refusal : null;
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, bytes) = await deliver.DeliverAsync(Relay(server), change: job => job with
        {
            Envelope = job.Envelope with
            {
                Recipients =
                [
                    new EnvelopeRecipient { Address = "good@example.net", Notify = DsnNotify.Success },
                    new EnvelopeRecipient { Address = "quiet@example.net" },
                    new EnvelopeRecipient { Address = "bad1@example.net" },
                    new EnvelopeRecipient { Address = "bad2@example.net", Notify = DsnNotify.Never },
                ],
            },
        });
        Assert.Equal(4, request.Results.Count);
        Assert.Equal(["Final-Recipient: rfc822; good@example.net", "Final-Recipient: rfc822; bad1@example.net"], Status(MimeMessage.Read(bytes)).Where(line => line.StartsWith("Final", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(DsnReturn.Full, 100, false, true)]
    [InlineData(DsnReturn.Full, 20_000, false, false)]
    [InlineData(DsnReturn.Full, 100, true, false)]
    [InlineData(DsnReturn.Headers, 100, false, false)]
    [InlineData(DsnReturn.Unspecified, 100, false, false)]
    public async Task The_whole_message_returns_only_when_asked_for_and_small_and_not_secret(DsnReturn asked, int size, bool requireTls, bool whole)
    {
        await using var server = Refusing();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { NoticeFullBytes = 10_000 });
        var content = "Subject: test\r\n\r\nsecret " + new string('x', size);
        var (request, bytes) = await deliver.DeliverAsync(Relay(server), content, change: job => job with { Expired = requireTls, Envelope = job.Envelope with { Return = asked, RequireTls = requireTls } });
        Assert.NotNull(request.NoticeId);
        Assert.Equal(whole, Encoding.ASCII.GetString(bytes).Contains("secret", StringComparison.Ordinal));
        Assert.Equal(whole ? "message/rfc822" : "text/rfc822-headers", MimeMessage.Read(bytes).Parts[3].ContentType.MediaType);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256 * 1024)]
    public async Task The_returned_header_is_cut_at_its_limit(int inlineBytes)
    {
        await using var server = Refusing();
        await using var deliver = await DeliverUnderTest.StartAsync(options => options with { NoticeHeaderBytes = 2000, InlineContentBytes = inlineBytes });
        var content = string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-Field-{i}: value\r\n")) + "\r\nbody";
        var (_, bytes) = await deliver.DeliverAsync(Relay(server), content);
        var returned = Encoding.ASCII.GetString(MimeMessage.Read(bytes).Parts[3].DecodeBody());
        Assert.Contains("X-Field-1: value", returned, StringComparison.Ordinal);
        Assert.True(returned.Length <= 2000);
    }

    [Fact]
    public async Task What_servers_and_senders_say_cannot_add_fields_or_parts()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Reply = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550-5.1.1 a\rBcc: evil@example.org\r\n550 5.1.1 \u0000b\u0085" + new string('y', 1500) : null;
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (_, bytes) = await deliver.DeliverAsync(Relay(server), change: job => job with { Envelope = job.Envelope with { EnvelopeId = "x\r\nAction: delivered\r\n\r\n--" } });
        AssertClean(bytes);
        var notice = MimeMessage.Read(bytes);
        Assert.Null(notice.Header("Bcc"));
        Assert.Equal(1, Status(notice).Count(line => line.StartsWith("Action:", StringComparison.Ordinal)));
        Assert.Equal("text/rfc822-headers", notice.Parts[3].ContentType.MediaType);
        Assert.True(bytes.Length < 6000);
    }

    [Fact]
    public async Task Addresses_in_other_letters_are_told_in_ASCII()
    {
        await using var server = Refusing();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, bytes) = await deliver.DeliverAsync(Relay(server), change: job => job with
        {
            Envelope = job.Envelope with { SmtpUtf8 = true, Recipients = [new EnvelopeRecipient { Address = "受信@例え.example" }] },
        });
        Assert.Equal(DeliveryOutcome.Failed, request.Results[0].Outcome);
        AssertClean(bytes);
        Assert.Contains("Final-Recipient: utf-8; \\x{53D7}\\x{4FE1}@\\x{4F8B}\\x{3048}.example", Status(MimeMessage.Read(bytes)));
    }

    [Fact]
    public async Task A_sender_in_other_letters_is_told_with_SMTPUTF8()
    {
        await using var server = Refusing();
        await using var deliver = await DeliverUnderTest.StartAsync();
        var (request, bytes) = await deliver.DeliverAsync(Relay(server), sender: "送信@例え.example");
        Assert.Equal("送信@例え.example", request.NoticeRecipient);
        Assert.Contains("送信@例え.example", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    private static ScriptedSmtpServer Refusing()
    {
        var server = ScriptedSmtpServer.Start();
        server.Reply = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? Refusal : null;
        return server;
    }

    private static DeliveryJob With(DeliveryJob job, DsnNotify notify) =>
        job with { Envelope = job.Envelope with { Recipients = [.. job.Envelope.Recipients.Select(recipient => recipient with { Notify = notify })] } };

    /// <summary>The fields of the delivery status, unfolded.</summary>
    private static List<string> Status(MimeMessage notice)
    {
        var part = notice.Parts.First(each => each.ContentType.MediaType is "message/delivery-status" or "message/global-delivery-status");
        return [.. Encoding.UTF8.GetString(part.DecodeBody()).Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")];
    }

    private static void AssertClean(byte[] bytes)
    {
        Assert.True(Ascii.IsValid(bytes));
        var text = Encoding.ASCII.GetString(bytes);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', text);
        Assert.All(text.Split("\r\n"), line =>
        {
            Assert.True(line.Length <= 998);
            Assert.DoesNotContain('\n', line);
            Assert.DoesNotContain('\r', line);
        });
    }
}
