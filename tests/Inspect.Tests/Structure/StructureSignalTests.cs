using Sekisho.Inspect.Structure;
using Sekisho.Inspect.Verdicts;
using Sekisho.Mime;

namespace Sekisho.Inspect.Tests.Structure;

public sealed class StructureSignalTests
{
    [Fact]
    public async Task People_times_and_shape_are_facts()
    {
        var verdict = await Inspecting.MessageAsync("""
            Received: from a by b; Sat, 08 Aug 2026 06:00:01 +0000
            From: "Boss boss@example.org" <a@Example.COM> (real@example.net)
            Sender: s@example.com
            Reply-To: r@example.net
            To: b@example.org, c@example.org
            Cc: d@example.org
            Subject: =?utf-8?B?44GT44KT44Gr44Gh44Gv?=
            Date: Sat, 08 Aug 2026 15:00:00 +0900
            Message-ID: <id@example.com>
            List-Id: <l.example.com>
            List-Unsubscribe: <https://example.com/u>
            X-Mailer: M 1
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=ISO-2022-JP

            a
            --b
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            b
            --b--
            """);
        Assert.Equal("a@Example.COM", verdict.Fact("from.address"));
        Assert.Equal("example.com", verdict.Fact("from.domain"));
        Assert.Equal("boss@example.org", verdict.Fact("from.name_address"));
        Assert.Equal(["real@example.net"], verdict.List("from.comments"));
        Assert.Equal("s@example.com", verdict.Fact("sender.address"));
        Assert.Equal(["r@example.net"], verdict.List("reply_to.addresses"));
        Assert.Equal(true, verdict.Fact("reply_to.differs"));
        Assert.Equal(3L, verdict.Fact("to.count"));
        Assert.Equal("こんにちは", verdict.Fact("subject"));
        Assert.Equal("2026-08-08T15:00:00+09:00", verdict.Fact("date"));
        Assert.Equal("id@example.com", verdict.Fact("message_id"));
        Assert.Equal(1L, verdict.Fact("received.count"));
        Assert.Equal("M 1", verdict.Fact("mailer"));
        Assert.Equal(true, verdict.Fact("list.unsubscribe"));
        Assert.Equal(3L, verdict.Fact("structure.parts"));
        Assert.Equal(1L, verdict.Fact("structure.depth"));
        Assert.Equal(["iso-2022-jp", "utf-8"], verdict.List("structure.charsets"));
        Assert.Equal(["multipart/mixed", "text/plain", "text/html"], verdict.List("structure.media_types"));
        Assert.Equal(["7bit", "quoted-printable"], verdict.List("structure.transfer_encodings"));
        Assert.Equal("received", verdict.List("structure.header_names")[0]);
    }

    [Fact]
    public async Task The_envelope_is_facts_too()
    {
        await using var inspector = Inspector.Create(new InspectOptions());
        var verdict = await inspector.InspectAsync(
            new InspectRequest { Id = "a", ClientAddress = "192.0.2.1", Helo = "h.example", MailFrom = "", Recipients = ["r@example.jp"], Account = "acc@example.jp" },
            "Subject: a\r\n\r\n"u8.ToArray());
        Assert.Equal("192.0.2.1", verdict.Fact("envelope.client_address"));
        Assert.Equal("h.example", verdict.Fact("envelope.helo"));
        Assert.Equal("", verdict.Fact("envelope.mail_from"));
        Assert.Equal(["r@example.jp"], verdict.List("envelope.recipients"));
        Assert.Equal("acc@example.jp", verdict.Fact("envelope.account"));
    }

    [Theory]
    [InlineData("Subject: a\n\n", "date.missing")]
    [InlineData("Date: soon\n\n", "date.invalid")]
    public async Task A_missing_or_broken_date_is_a_fact(string message, string fact) =>
        Assert.Equal(true, (await Inspecting.MessageAsync(message)).Fact(fact));

    [Fact]
    public async Task Two_boundaries_hold_the_message_and_say_where()
    {
        var verdict = await Inspecting.MessageAsync("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--\n--b\n\ny\n--b--\n");
        Assert.Equal(Disposition.Quarantine, verdict.Disposition);
        Assert.Contains(verdict.Reasons, reason => reason.Code == ReasonCode.StructureAmbiguous && reason.Evidence.StartsWith("structure.ambiguities_hiding: ConflictingBoundary in part 0 at byte ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_harmless_ambiguity_is_a_fact_and_no_reason()
    {
        var verdict = await Inspecting.MessageAsync("From a@example.com Sat Aug  8 06:00:00 2026\nFrom: a@example.com\nDate: Sat, 08 Aug 2026 06:00:00 +0000\n\nwords\n");
        Assert.Contains("MboxFromLine", verdict.List("structure.ambiguities"));
        Assert.Equal(Disposition.Accept, verdict.Disposition);
    }

    [Fact]
    public void Every_kind_of_ambiguity_has_a_weight_and_few_of_them_hold_a_message()
    {
        var kinds = Enum.GetValues<MimeAmbiguityKind>();
        Assert.Equal(6, kinds.Count(kind => AmbiguityWeights.Of(kind) == AmbiguityWeight.Hiding));
        Assert.InRange(kinds.Count(kind => AmbiguityWeights.Of(kind) == AmbiguityWeight.Doubtful), 20, 40);
        Assert.InRange(kinds.Count(kind => AmbiguityWeights.Of(kind) == AmbiguityWeight.Harmless), 10, 30);
    }

    [Theory]
    [InlineData("This is an automatically generated notice. 1 +- 1 = 2, +8", false)]
    [InlineData("+ADw-script+AD4-", true)]
    public async Task The_label_utf_7_hides_only_what_it_changes(string text, bool isHiding)
    {
        var verdict = await Inspecting.MessageAsync($"Date: Sat, 08 Aug 2026 06:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=unicode-1-1-utf-7\n\n{text}\n");
        Assert.Equal(["Utf7"], verdict.List("structure.ambiguities"));
        Assert.Equal(isHiding, verdict.List("structure.ambiguities_hiding").Length > 0);
    }

    [Fact]
    public async Task A_header_field_in_utf_7_always_hides()
    {
        var verdict = await Inspecting.MessageAsync("Subject: =?utf-7?Q?Hello?=\nDate: Sat, 08 Aug 2026 06:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n\nHello\n");
        Assert.Single(verdict.List("structure.ambiguities_hiding"));
    }
}
