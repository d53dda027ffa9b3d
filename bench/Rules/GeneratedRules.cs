using System.Globalization;
using System.Text;
using Sekisho.Inspect.Judging;

namespace Sekisho.Bench.Rules;

/// <summary>Rules over mail of the shapes that people write, as many as wanted; the same for the same number.</summary>
internal static class GeneratedRules
{
    private static readonly string[] Words =
    [
        "invoice", "payment", "password", "verify", "account", "suspended", "parcel", "delivery", "voicemail", "shared document",
        "mailbox", "quota", "refund", "urgent", "wire transfer", "gift card", "bitcoin", "webcam", "lottery", "unsubscribe",
    ];

    private static readonly string[] Shapes =
    [
        "    selection:\n        subject|contains: [{0}, {1}]\n    condition: selection\n",
        "    selection:\n        from.domain|endswith: [.{2}.example, .{3}.test]\n    condition: selection\n",
        "    words:\n        subject|contains|all: [{0}, {1}]\n    many:\n        to.count|gte: {4}\n    condition: words and not many\n",
        "    selection:\n        links.hosts|contains: ['{2}-login', '{3}-secure']\n    condition: selection\n",
        "    selection:\n        attachments.names|endswith: ['.{2}.html', '.{3}.htm']\n        attachments.count|lte: {4}\n    condition: selection\n",
        "    selection:\n        from.name|re: '(?i)^{0}.{{0,10}}(team|desk|{1})$'\n    condition: selection\n",
        "    fails:\n        auth.dmarc: fail\n    words:\n        subject|startswith: [{0}]\n    known:\n        from.domain: [{2}.example]\n    condition: fails and words and not known\n",
        "    selection:\n        envelope.client_address|cidr: 203.0.{4}.0/24\n    condition: selection\n",
    ];

    /// <summary>A file of rules.</summary>
    public static RuleText Make(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append("---\n");
            text.Append(CultureInfo.InvariantCulture, $"title: Generated {i}\nid: generated-{i}\nlogsource:\n    product: sekisho\n    category: email\ndetection:\n");
            text.AppendFormat(CultureInfo.InvariantCulture, Shapes[i % Shapes.Length], Words[i * 7 % Words.Length], Words[(i * 3 + 1) % Words.Length], $"host{i}", $"site{i * 13 % 101}", i % 200);
            text.Append("score: 0.5\nreason: spam_content\n");
        }

        return new RuleText("generated.yml", text.ToString());
    }
}
