namespace Sekisho.MailAuth.Posture;

/// <summary>Collects the findings of one check.</summary>
internal sealed class Findings(string check)
{
    private readonly List<PostureFinding> _all = [];

    public IReadOnlyList<PostureFinding> All => _all;

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool AreGood => _all.TrueForAll(finding => finding.Level is PostureLevel.Good or PostureLevel.Note);

    public void Add(PostureLevel level, string code, string en, string ja, string? seen = null, string? subject = null, params IReadOnlyList<PasteRecord> records) =>
        _all.Add(new PostureFinding { Check = check, Level = level, Code = $"{check}-{code}", Text = new PostureText(en, ja), Seen = Cut(seen), Subject = subject, Records = records });

    /// <summary>The DNS failed.</summary>
    public void Unknown(string name) => Add(
        PostureLevel.Unknown, "unknown", $"The DNS did not answer for {name}: nothing can be said. Try again; if it stays so, your name servers are broken.",
        $"{name} について DNS の応答がありませんでした。もう一度試し、続く場合はネームサーバーを確認してください。", subject: name);

    private static string? Cut(string? text) => text is { Length: > 1000 } ? text[..1000] : text;
}
