using System.Net;
using System.Text.Json;
using Sekisho.MailAuth.Dmarc;
using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.MailAuth.Reports.Sending;

namespace Sekisho.MailAuth.Reports.Collecting;

/// <summary>Makes of what authentication found about a message what its domain's owner is told.</summary>
public static class ObserveMessage
{
    /// <summary>Signatures that a row names; more are left out. Stops a message with hundreds of signatures from making as large a row.</summary>
    private const int MostSignatures = 5;

    // RFC 6376 §3.1: a selector is made of sub-domains; longer ones are cut.
    private const int MostSelectorChars = 120;

    /// <summary>
    /// The observation; null where nobody is to be told: no client, no record, no address for reports in it, or no result
    /// because the DNS failed.
    /// </summary>
    /// <param name="outcome">What was found.</param>
    /// <param name="client">The address that gave the message, or null.</param>
    /// <param name="mailFrom">The reverse-path; empty or null for the null reverse-path.</param>
    /// <param name="done">
    /// What was done with the message. Where that is less than its policy asks for, it is told, with the reason; where it is more,
    /// for reasons of our own, the owner is not told: a report says what the policy led to (RFC 9990 §3.1.6), and whoever sends
    /// unwanted mail must not learn from it what our filters think.
    /// </param>
    public static Observed? Of(SenderOutcome outcome, IPAddress? client, string? mailFrom, DmarcPolicy done = DmarcPolicy.Reject)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var dmarc = outcome.Dmarc;
        if (client is null || dmarc.Record is not { } record || dmarc.RecordDomain is not { } domain || dmarc.Result is not (AuthResult.Pass or AuthResult.Fail)) return null;
        if (ReportAddress.OfRecord(record.Text).Count == 0) return null;
        var (disposition, reason, comment) = Disposition(dmarc, done);
        var row = new ObservedRow
        {
            Ip = DomainText.Plain(client).ToString(),
            Disposition = Word(disposition),
            DkimAligned = dmarc.Alignments.Any(one => one is { Method: "dkim", IsAligned: true }),
            SpfAligned = dmarc.Alignments.Any(one => one is { Method: "spf", IsAligned: true }),
            Reason = reason,
            Comment = comment,
            HeaderFrom = Name(dmarc.AuthorDomain),
            EnvelopeFrom = DomainOf(mailFrom),
            Dkim = [.. outcome.Dkim.Signatures.Where(one => one.Domain.Length > 0).OrderBy(one => one.Result != AuthResult.Pass).Take(MostSignatures).Select(one => new DkimEntry(Name(one.Domain), Cut(one.Selector, MostSelectorChars), one.Result.Word()))],
            Spf = outcome.Spf is { } spf ? new SpfEntry(Name(spf.Domain), "mfrom", spf.Result.Word()) : null,
        };
        var text = JsonSerializer.Serialize(row, CollectingJson.Default.ObservedRow);
        return new Observed(domain, record.Text, text);
    }

    private static (DmarcPolicy Disposition, string? Reason, string? Comment) Disposition(DmarcOutcome dmarc, DmarcPolicy done)
    {
        if (dmarc.Result == AuthResult.Pass) return (DmarcPolicy.None, null, null);
        var applied = dmarc.AppliedPolicy;
        // RFC 9990 §3.1.6: why the disposition is not what the policy says.
        if (applied > done) return (done, "local_policy", done == DmarcPolicy.Quarantine ? "mail that fails is kept apart here, not refused" : "rules here let it through");
        if (dmarc.IsOverridden) return (applied, "local_policy", null);
        if (applied != dmarc.Policy && dmarc.Record?.IsTesting == true) return (applied, "policy_test_mode", null);
        return (applied, applied != dmarc.Policy ? "other" : null, null);
    }

    private static string Word(DmarcPolicy policy) => policy switch { DmarcPolicy.Reject => "reject", DmarcPolicy.Quarantine => "quarantine", _ => "none" };

    // Local parts are nobody's business (RFC 9990 §7).
    private static string DomainOf(string? mailFrom)
    {
        if (string.IsNullOrEmpty(mailFrom)) return "";
        return Name(mailFrom[(mailFrom.LastIndexOf('@') + 1)..]);
    }

    // What is no domain name is not repeated: it may hold anything.
    private static string Name(string domain) => DomainText.TryNormalize(domain, out var name) ? name : "invalid";

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
