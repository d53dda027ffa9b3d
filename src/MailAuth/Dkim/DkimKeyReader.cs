using System.Collections.Concurrent;
using Sekisho.MailAuth.Headers;

namespace Sekisho.MailAuth.Dkim;

/// <summary>
/// Reads key records (RFC 6376 §3.6.1, RFC 8463 §4). Keys that were read are kept by their text, so that the busy senders'
/// keys are read once. The tag g= of the first edition (RFC 4871) has no meaning any more and is ignored, as unknown tags are.
/// </summary>
internal sealed class DkimKeyReader(int maxKeys = 2000)
{
    private readonly ConcurrentDictionary<(DkimAlgorithm Method, string Text), DkimPublicKey> _kept = new();

    /// <summary>Reads a record for a signature's algorithm.</summary>
    /// <returns>The key, or null with what is wrong.</returns>
    public DkimKey? Read(string record, DkimAlgorithm method, DkimOptions options, out DkimFlaw? flaw)
    {
        flaw = new DkimFlaw(DkimProblem.BadKey, $"The key record is longer than {options.MaxKeyRecordChars} characters.");
        if (record.Length > options.MaxKeyRecordChars) return null;
        flaw = new DkimFlaw(DkimProblem.BadKey, "The key record is no tag list.");
        if (!TagList.TryParse(record, out var tags, out var problem))
        {
            flaw = flaw with { Detail = $"The key record is no tag list: {problem}." };
            return null;
        }

        flaw = CheckPurpose(tags, method);
        if (flaw is not null) return null;
        if (PublicKey(tags.Compact("p")!, method, out flaw) is not { } key) return null;
        var flags = (tags.Compact("t") ?? "").Split(':');
        return new DkimKey(key, flags.Contains("y", StringComparer.Ordinal), flags.Contains("s", StringComparer.Ordinal));
    }

    private static DkimFlaw? CheckPurpose(TagList tags, DkimAlgorithm method)
    {
        // RFC 6376 §3.6.1 v=: where it is there it is first, and DKIM1.
        if (tags["v"] is { } version && (version != "DKIM1" || tags.First != "v")) return new DkimFlaw(DkimProblem.BadKey, "The key record is of another version.");
        if (tags["p"] is not { } key) return new DkimFlaw(DkimProblem.BadKey, "The key record has no p=.");
        if (key.Length == 0) return new DkimFlaw(DkimProblem.KeyRevoked, "The key was taken back.");
        var type = tags.Compact("k") ?? "rsa";
        if (!type.Equals(method == DkimAlgorithm.RsaSha256 ? "rsa" : "ed25519", StringComparison.OrdinalIgnoreCase)) return new DkimFlaw(DkimProblem.KeyNotForThis, "The key is for another algorithm.");
        if (tags.Compact("h") is { } hashes && !hashes.Split(':').Contains("sha256", StringComparer.OrdinalIgnoreCase)) return new DkimFlaw(DkimProblem.KeyNotForThis, "The key is for other hashes.");
        if (tags.Compact("s") is { } services && !services.Split(':').Any(service => service == "*" || service.Equals("email", StringComparison.OrdinalIgnoreCase)))
            return new DkimFlaw(DkimProblem.KeyNotForThis, "The key is not for mail.");
        return null;
    }

    private DkimPublicKey? PublicKey(string text, DkimAlgorithm method, out DkimFlaw? flaw)
    {
        flaw = null;
        if (_kept.TryGetValue((method, text), out var kept)) return kept;
        if (!DkimSignatureReader.TryDecode(text, out var bytes))
        {
            flaw = new DkimFlaw(DkimProblem.BadKey, "p= is no base64.");
            return null;
        }

        var key = method == DkimAlgorithm.RsaSha256 ? DkimPublicKey.ReadRsa(bytes, out flaw) : DkimPublicKey.ReadEd25519(bytes, out flaw);
        if (key is null) return null;
        // All at once when full: cheap, rare, and nobody can keep it full of keys that only they use.
        if (_kept.Count >= maxKeys) _kept.Clear();
        _kept[(method, text)] = key;
        return key;
    }
}
