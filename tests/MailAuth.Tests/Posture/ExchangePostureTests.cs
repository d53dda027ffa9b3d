using Sekisho.MailAuth.Posture;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Posture;

public sealed class ExchangePostureTests
{
    private const string Host = "mx.example.com";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ProbeOutcome.Unreachable, "smtp-unreachable", PostureLevel.Unknown)]
    [InlineData(ProbeOutcome.Refused, "smtp-refused", PostureLevel.Bad)]
    [InlineData(ProbeOutcome.NoStartTls, "smtp-no-starttls", PostureLevel.Bad)]
    [InlineData(ProbeOutcome.TlsFails, "smtp-tls-fails", PostureLevel.Bad)]
    public async Task What_stands_in_the_way_of_TLS_has_a_name(ProbeOutcome outcome, string code, PostureLevel level)
    {
        var finding = Assert.Single(await ExamineAsync(new ProbedExchange(outcome, "why")));
        Assert.Equal((code, level, Host, "why"), (finding.Code, finding.Level, finding.Subject, finding.Seen));
        Speaks(finding);
    }

    [Theory]
    [InlineData(true, true, -30, 60, "smtp-good")]
    [InlineData(true, true, -30, 14, "smtp-good")]
    [InlineData(true, true, -80, 13.99, "smtp-expires")]
    [InlineData(true, true, -90, 0, "smtp-expired")]
    [InlineData(true, true, 1, 60, "smtp-expired")]
    [InlineData(false, true, -30, 60, "smtp-name")]
    [InlineData(true, false, -30, 60, "smtp-untrusted")]
    [InlineData(false, false, -90, -1, "smtp-expired smtp-name smtp-untrusted")]
    public async Task A_certificate_is_judged_as_senders_do(bool named, bool trusted, double from, double to, string codes)
    {
        var found = new ProbedExchange(ProbeOutcome.Tls, "Tls13") { NamesHost = named, IsTrusted = trusted, NotBefore = Now.AddDays(from), NotAfter = Now.AddDays(to) };
        var findings = await ExamineAsync(found);
        Assert.Equal(codes, string.Join(' ', findings.Select(finding => finding.Code)));
        Assert.All(findings, Speaks);
    }

    [Fact]
    public async Task Nobody_connects_who_was_not_asked_to() => Assert.Empty(await ExamineAsync(null));

    private static void Speaks(PostureFinding finding) => Assert.True(finding.Text.En.All(char.IsAscii) && finding.Text.Ja.Any(sign => sign > '\u3000'), finding.Code);

    private static async Task<IReadOnlyList<PostureFinding>> ExamineAsync(ProbedExchange? found)
    {
        var zone = new ZoneResolver().Mx("example.com", 10, Host).Address(Host, "198.51.100.1");
        var posture = new DomainPosture(zone, null, new ManualTimeProvider(Now), found is null ? null : new Probe(found));
        return [.. (await posture.ExamineAsync(new PostureRequest { Domain = "example.com" })).Where(finding => finding.Check == "smtp")];
    }

    private sealed class Probe(ProbedExchange found) : IExchangeProbe
    {
        public ValueTask<ProbedExchange> ProbeAsync(string host, CancellationToken cancellation)
        {
            Assert.Equal(Host, host);
            return ValueTask.FromResult(found);
        }
    }
}
