namespace Sekisho.MailAuth.Posture;

/// <summary>Whether mail programs may show the domain's logo (BIMI).</summary>
internal static class BimiPosture
{
    public static async ValueTask<IReadOnlyList<PostureFinding>> ExamineAsync(PostureLookup lookup, string domain, bool isEnforced, CancellationToken cancellation)
    {
        var findings = new Findings("bimi");
        var name = "default._bimi." + domain;
        if (await lookup.TextsAsync(name, cancellation) is not { } texts)
        {
            findings.Unknown(name);
            return findings.All;
        }

        var records = texts.Where(text => text.StartsWith("v=BIMI1", StringComparison.OrdinalIgnoreCase)).ToList();
        if (records.Count == 0)
        {
            findings.Add(
                PostureLevel.Note, "missing",
                "There is no BIMI record. It is for show only: some mail programs display a logo beside your mail, where DMARC is enforced. To have it, put a square logo (SVG Tiny PS) at an https: address of yours and publish the record with that address.",
                "BIMI レコードはありません。任意の機能で、DMARC が強制されている場合に一部のメールソフトがロゴを表示します。使うには、正方形のロゴ(SVG Tiny PS)を https: の場所に置き、その場所を書いたレコードを公開してください。",
                null, null, isEnforced ? [Paste(name, domain)] : []);
            return findings.All;
        }

        if (records.Count > 1)
        {
            findings.Add(PostureLevel.Bad, "several", "There is more than one BIMI record, so none counts.", "BIMI レコードが複数あるため、すべて無効です。", string.Join(" | ", records));
            return findings.All;
        }

        var tags = records[0].Split(';').Select(tag => tag.Split('=', 2)).Where(tag => tag.Length == 2).GroupBy(tag => tag[0].Trim().ToLowerInvariant()).ToDictionary(group => group.Key, group => group.First()[1].Trim());
        var logo = tags.GetValueOrDefault("l") ?? "";
        if (logo.Length == 0 && tags.GetValueOrDefault("a") is null or "")
            findings.Add(PostureLevel.Note, "declined", "The record says that the domain wants no logo shown.", "ロゴを表示しないと宣言しています。", records[0]);
        else if (!logo.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && logo.Length > 0)
            findings.Add(PostureLevel.Bad, "logo", "The logo (l=) must be an SVG file at an https: address.", "ロゴ(l=)は https: で始まる SVG ファイルの場所である必要があります。", records[0], null, Paste(name, domain));
        else if (!isEnforced)
            findings.Add(PostureLevel.Warning, "dmarc", "The logo is not shown while DMARC is not enforced (p=quarantine or p=reject).", "DMARC が強制されていない(p=quarantine または p=reject でない)ため、ロゴは表示されません。", records[0]);
        else
            findings.Add(PostureLevel.Good, "good", "The record can be read." + (tags.ContainsKey("a") ? "" : " Large receivers ask for a certificate of the mark (a=) as well."), "レコードは正しく読めます。" + (tags.ContainsKey("a") ? "" : "大手の受信者は証明書(a=)も求めます。"), records[0]);
        return findings.All;
    }

    private static PasteRecord Paste(string name, string domain) => new(name, "TXT", $"v=BIMI1; l=https://www.{domain}/logo.svg");
}
