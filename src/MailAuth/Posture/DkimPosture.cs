using Sekisho.MailAuth.Dkim;

namespace Sekisho.MailAuth.Posture;

/// <summary>The keys with which others check the domain's signatures (RFC 6376, RFC 8301, RFC 8463). Which selectors there are, the DNS does not tell.</summary>
internal static class DkimPosture
{
    /// <summary>What large services and common guides name their selectors.</summary>
    private static readonly string[] Common =
    [
        "default", "dkim", "mail", "email", "key1", "key2", "k1", "k2", "k3", "s1", "s2", "s1024", "s2048", "selector1", "selector2", "google", "20230601", "fm1", "fm2", "fm3",
        "protonmail", "protonmail2", "zoho", "mxvault", "smtp", "dk", "sig1", "everlytickey1", "mandrill", "sekisho", "sekisho-rsa", "sekisho-ed25519",
    ];

    private static readonly DkimOptions Options = new();

    public static async ValueTask<IReadOnlyList<PostureFinding>> ExamineAsync(PostureLookup lookup, PostureRequest request, string domain, MailExchanges exchanges, CancellationToken cancellation)
    {
        var findings = new Findings("dkim");
        var isGiven = request.Selectors.Count > 0;
        var found = 0;
        var selectors = (isGiven ? request.Selectors : Common).Distinct(StringComparer.OrdinalIgnoreCase).Take(PostureRequest.MostSelectors).ToList();
        // All at once: a server that is silent for names that it does not have would take all the time otherwise.
        var answers = await Task.WhenAll(selectors.Select(selector => lookup.TextsAsync($"{selector}._domainkey.{domain}", cancellation).AsTask()));
        for (var i = 0; i < selectors.Count; i++)
        {
            var selector = selectors[i];
            var name = $"{selector}._domainkey.{domain}";
            if (answers[i] is not { } texts)
            {
                // A common name that was only guessed tells nothing by its silence.
                if (isGiven) findings.Unknown(name);
                continue;
            }

            if (texts.Count > 0) found++;
            if (texts.Count == 0 && isGiven)
                findings.Add(PostureLevel.Bad, "no-key", $"There is no key at {name}: signatures with this selector cannot be checked. Publish the record that your mail system shows ('sekisho tenant dkim').", $"{name} に鍵がありません。このセレクターの署名は検証できません。メールシステムが示すレコードを公開してください('sekisho tenant dkim')。", null, selector);
            if (texts.Count > 1)
                findings.Add(PostureLevel.Bad, "several", $"There is more than one record at {name}: which one counts is chance. Leave one.", $"{name} に複数のレコードがあります。どれが使われるか不定です。1 つだけ残してください。", string.Join(" | ", texts), selector);
            if (texts.Count == 1) Key(findings, selector, name, texts[0]);
        }

        if (found == 0 && !isGiven) NoneFound(findings, domain, exchanges);
        return findings.All;
    }

    private static void NoneFound(Findings findings, string domain, MailExchanges exchanges)
    {
        if (exchanges.TakesNoMail)
        {
            findings.Add(
                PostureLevel.Note, "none", "No key was found, which is right for a domain that sends no mail. The record says so of every selector.", "鍵は見つかりませんでした。メールを送らないドメインなら問題ありません。次のレコードで、すべてのセレクターについてそう宣言できます。",
                null, null, new PasteRecord("*._domainkey." + domain, "TXT", "v=DKIM1; p="));
            return;
        }

        findings.Add(
            PostureLevel.Note, "not-found", "No key was found under common selectors. The DNS does not tell which there are: give yours with --selector (it is s= in the DKIM-Signature field of a message you sent). If you do not sign yet, begin: without DKIM, forwarded mail fails.",
            "一般的なセレクターでは鍵が見つかりませんでした。DNS からは一覧できないため、--selector で指定してください(送信メールの DKIM-Signature の s= の値)。まだ署名していなければ始めてください。DKIM がないと転送メールは失敗します。");
    }

    private static void Key(Findings findings, string selector, string name, string text)
    {
        var reader = new DkimKeyReader(1);
        var key = reader.Read(text, DkimAlgorithm.RsaSha256, Options, out var flaw);
        if (flaw is { Problem: DkimProblem.KeyNotForThis }) key = reader.Read(text, DkimAlgorithm.Ed25519Sha256, Options, out flaw);
        if (key is null)
        {
            if (flaw?.Problem == DkimProblem.KeyRevoked)
                findings.Add(PostureLevel.Note, "revoked", $"The key at {name} was taken back (p= is empty). When no mail signed with it is on its way any more, the record can go.", $"{name} の鍵は失効しています(p= が空)。この鍵で署名したメールが残っていなければ、レコードを削除できます。", text, selector);
            else
                findings.Add(PostureLevel.Bad, "bad-key", $"The key at {name} cannot be used: {flaw?.Detail}", $"{name} の鍵は使えません: {flaw?.Detail}", text, selector);
            return;
        }

        var isRsa = key.PublicKey.Bits > 256;
        var before = findings.All.Count;
        if (isRsa && key.PublicKey.Bits < 1024)
            findings.Add(PostureLevel.Bad, "short-key", FormattableString.Invariant($"The key at {name} has {key.PublicKey.Bits} bits: nobody counts its signatures any more. Make one of 2048."), FormattableString.Invariant($"{name} の鍵は {key.PublicKey.Bits} ビットで、署名は無視されます。2048 ビットで作り直してください。"), text, selector);
        else if (isRsa && key.PublicKey.Bits < 2048)
            findings.Add(PostureLevel.Warning, "weak-key", FormattableString.Invariant($"The key at {name} has {key.PublicKey.Bits} bits. Make one of 2048: shorter ones will not count for long."), FormattableString.Invariant($"{name} の鍵は {key.PublicKey.Bits} ビットです。短い鍵はいずれ認められなくなるため、2048 ビットで作り直してください。"), text, selector);
        if (key.IsTesting)
            findings.Add(PostureLevel.Warning, "testing", $"The key at {name} says that it is only tried out (t=y). Take that out once signing works.", $"{name} の鍵はテスト中(t=y)と宣言しています。署名が動作したら外してください。", text, selector);
        if (findings.All.Count == before)
            findings.Add(PostureLevel.Good, "good", FormattableString.Invariant($"The key at {name} is sound ({(isRsa ? "RSA" : "Ed25519")}, {key.PublicKey.Bits} bits)."), FormattableString.Invariant($"{name} の鍵は正常です({(isRsa ? "RSA" : "Ed25519")}、{key.PublicKey.Bits} ビット)。"), text, selector);
    }
}
