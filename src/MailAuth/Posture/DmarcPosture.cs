using Sekisho.MailAuth.Dmarc;
using Sekisho.MailAuth.Reports.Sending;

namespace Sekisho.MailAuth.Posture;

/// <summary>What becomes of mail that only claims to be the domain's (RFC 9989).</summary>
internal static class DmarcPosture
{
    private static readonly string[] Gone = ["pct", "rf", "ri"];

    /// <summary>Looks at DMARC.</summary>
    /// <returns>The findings, and whether the policy is enforced, which BIMI asks for.</returns>
    public static async ValueTask<(IReadOnlyList<PostureFinding> Findings, bool IsEnforced)> ExamineAsync(PostureLookup lookup, TimeProvider clock, string domain, MailExchanges exchanges, CancellationToken cancellation)
    {
        var findings = new Findings("dmarc");
        if (await lookup.TextsAsync("_dmarc." + domain, cancellation) is not { } texts)
        {
            findings.Unknown("_dmarc." + domain);
            return (findings.All, false);
        }

        if (texts.Count(text => DmarcRecordReader.Read(text) is not null) > 1)
        {
            findings.Add(PostureLevel.Bad, "several", "There is more than one DMARC record, so none counts. Leave one.", "DMARC レコードが複数あるため、すべて無効です。1 つだけ残してください。", string.Join(" | ", texts));
            return (findings.All, false);
        }

        var outcome = await new DmarcEvaluator(lookup, clock).EvaluateAsync(new DmarcRequest { AuthorDomain = domain }, cancellation);
        if (outcome.Result == AuthResult.TempError)
        {
            findings.Unknown("_dmarc." + domain);
            return (findings.All, false);
        }

        if (outcome.Record is not { } record || outcome.RecordDomain is not { } place)
        {
            Missing(findings, domain, exchanges, texts);
            return (findings.All, false);
        }

        Policy(findings, outcome, record, domain, place);
        Faults(findings, record, place);
        await ReportsAsync(findings, lookup, clock, record, place, cancellation);
        return (findings.All, outcome.Policy != DmarcPolicy.None && !record.IsTesting);
    }

    private static void Missing(Findings findings, string domain, MailExchanges exchanges, IReadOnlyList<string> texts)
    {
        var value = exchanges.TakesNoMail ? "v=DMARC1; p=reject;" : $"v=DMARC1; p=none; rua=mailto:dmarc-reports@{domain}";
        var wrong = texts.FirstOrDefault(text => text.Contains("DMARC", StringComparison.OrdinalIgnoreCase));
        findings.Add(
            PostureLevel.Bad, wrong is null ? "missing" : "syntax",
            (wrong is null ? "There is no DMARC record" : "The text at _dmarc is no DMARC record (it must begin with v=DMARC1)") + ": forged mail in the domain's name is judged by nobody, and large receivers trust your mail less. Begin with p=none and read the reports; then go on to quarantine and reject.",
            (wrong is null ? "DMARC レコードがありません" : "_dmarc のテキストは DMARC レコードではありません(v=DMARC1 で始まる必要があります)") + "。なりすましメールが判定されず、大手の受信者からの信頼も下がります。まず p=none でレポートを読み、quarantine、reject へ進めてください。",
            wrong, null, new PasteRecord("_dmarc." + domain, "TXT", value));
    }

    private static void Policy(Findings findings, DmarcOutcome outcome, DmarcRecord record, string domain, string place)
    {
        var isInherited = place != domain;
        var whose = isInherited ? $" (from {place}, {outcome.PolicyTag}=)" : "";
        var whoseJa = isInherited ? $"({place} の {outcome.PolicyTag}= による)" : "";
        if (outcome.Policy == DmarcPolicy.None)
        {
            findings.Add(
                PostureLevel.Warning, "none", $"The policy is none{whose}: receivers only watch, and forged mail is delivered. Read the reports ('sekisho reports show {place}') until your own mail passes, then publish p=quarantine, then p=reject.",
                $"ポリシーが none です{whoseJa}。受信者は監視するだけで、なりすましメールは届きます。レポート('sekisho reports show {place}')で自組織のメールの合格を確かめ、p=quarantine、次に p=reject にしてください。", record.Text, isInherited ? place : null,
                new PasteRecord("_dmarc." + place, "TXT", WithPolicy(record, "quarantine")));
        }
        else if (record.IsTesting)
        {
            findings.Add(PostureLevel.Warning, "testing", $"The record has t=y{whose}: receivers apply one step less than you ask for. Take it out when your mail passes.", $"t=y が付いています{whoseJa}。受信者は一段階弱く適用します。合格を確認したら外してください。", record.Text);
        }
        else
        {
            var word = outcome.Policy.ToString().ToLowerInvariant();
            findings.Add(PostureLevel.Good, "good", $"Mail that only claims to be of the domain is treated with {word}{whose}.", $"なりすましメールには {word} が適用されます{whoseJa}。", record.Text);
        }

        if (isInherited) return;
        if (record.SubdomainPolicy is { } sub && record.Policy is { } own && sub < own)
            findings.Add(PostureLevel.Warning, "sp", $"Subdomains have a weaker policy (sp={sub.ToString().ToLowerInvariant()}): forgers take a subdomain instead.", $"サブドメインのポリシーが弱くなっています(sp={sub.ToString().ToLowerInvariant()})。サブドメインが悪用されます。", record.Text);
        if (record.Policy is > DmarcPolicy.None && (record.NonExistentPolicy ?? record.SubdomainPolicy ?? record.Policy) < DmarcPolicy.Reject)
            findings.Add(PostureLevel.Note, "np", "Add np=reject: nobody has a reason to send from subdomains that do not exist.", "np=reject を加えてください。存在しないサブドメインから送信する理由は誰にもありません。", record.Text, null, new PasteRecord("_dmarc." + place, "TXT", record.Text.TrimEnd(' ', ';') + "; np=reject"));
    }

    private static void Faults(Findings findings, DmarcRecord record, string place)
    {
        if (record.HasContradictions)
            findings.Add(PostureLevel.Bad, "twice", "A tag stands in the record twice with different values: readers differ in which they take.", "同じタグが異なる値で 2 回書かれています。どちらが使われるかは受信者によって違います。", record.Text, place);
        if (record.HasBadPolicy)
            findings.Add(PostureLevel.Bad, "bad-policy", "p=, sp= or np= is none of none, quarantine, reject: the record counts as p=none at best.", "p=、sp=、np= の値が none、quarantine、reject のいずれでもありません。よくても p=none とみなされます。", record.Text, place);
        var old = record.Text.Split(';').Select(tag => tag.Split('=')[0].Trim().ToLowerInvariant()).Where(Gone.Contains).Distinct().ToList();
        if (old.Count > 0)
            findings.Add(PostureLevel.Note, "old-tags", $"The tags {string.Join(", ", old)} mean nothing any more (RFC 9989). Take them out; in place of a pct below 100 there is t=y.", $"タグ {string.Join(", ", old)} は廃止されました(RFC 9989)。取り除いてください。100 未満の pct の代わりには t=y があります。", record.Text, place);
    }

    private static async ValueTask ReportsAsync(Findings findings, PostureLookup lookup, TimeProvider clock, DmarcRecord record, string place, CancellationToken cancellation)
    {
        var addresses = ReportAddress.OfRecord(record.Text);
        if (addresses.Count == 0)
        {
            findings.Add(
                PostureLevel.Warning, "no-rua", "The record names no address for reports (rua=): you do not learn who uses your name. Add one.", "レポートの宛先(rua=)がなく、誰がドメインを名乗っているか分かりません。追加してください。", record.Text, place,
                new PasteRecord("_dmarc." + place, "TXT", record.Text.TrimEnd(' ', ';') + $"; rua=mailto:dmarc-reports@{place}"));
            return;
        }

        var check = new DestinationCheck(lookup, clock);
        foreach (var address in addresses)
        {
            var destination = await check.CheckAsync(place, address, cancellation);
            if (destination.Status == DestinationStatus.Unknown) findings.Unknown(destination.Name ?? address.Domain);
            if (destination.Status != DestinationStatus.NotConfirmed) continue;
            findings.Add(
                PostureLevel.Bad, "rua-not-confirmed", $"Reports are to go to {address.Address}, in another organisation, which does not agree in its DNS: nobody sends them. Have its owner publish this.",
                $"レポートの宛先 {address.Address} は別組織ですが、その DNS に同意のレコードがないため、誰も送信しません。宛先の管理者に下のレコードを公開してもらってください。", record.Text, address.Domain,
                new PasteRecord($"{place}._report._dmarc.{address.Domain}", "TXT", "v=DMARC1;"));
        }
    }

    private static string WithPolicy(DmarcRecord record, string policy)
    {
        var tags = record.Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(tag => !tag.StartsWith("p=", StringComparison.OrdinalIgnoreCase) && !tag.StartsWith("v=", StringComparison.OrdinalIgnoreCase) && !Gone.Contains(tag.Split('=')[0].Trim().ToLowerInvariant()));
        return string.Join("; ", new[] { "v=DMARC1", $"p={policy}" }.Concat(tags));
    }
}
