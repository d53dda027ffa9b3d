using System.Diagnostics.CodeAnalysis;
using Sekisho.Store.Published;

namespace Sekisho.Store.Senders;

/// <summary>What an entry names: "a@example.org", "@example.org" for all its addresses, "@*.example.org" for all of its subdomains.</summary>
internal static class SenderPattern
{
    /// <summary>
    /// Subdomains are looked for from the top down and only so deep: a sender who makes up a hundred levels costs no more than
    /// one with a few, and still falls under the entry of his domain.
    /// </summary>
    public const int MostLabels = 10;

    private const string Below = "*.";

    /// <summary>The canonical form of an entry; false for what is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? canonical)
    {
        canonical = null;
        if (!text.StartsWith('@'))
        {
            if (!AddressParts.TryParse(text, out var parts) || parts.Domain.Length == 0) return false;
            canonical = parts.Address;
            return true;
        }

        var isBelow = text.AsSpan(1).StartsWith(Below, StringComparison.Ordinal);
        if (!AddressParts.TryNormaliseDomain(text[(isBelow ? 1 + Below.Length : 1)..], out var domain)) return false;
        // An address literal has nothing below it.
        if (isBelow && (domain[0] == '[' || domain.Count('.') >= MostLabels)) return false;
        canonical = isBelow ? "@" + Below + domain : "@" + domain;
        return true;
    }

    /// <summary>The entries under which an address falls, the most exact first.</summary>
    public static IReadOnlyList<string> Of(AddressParts sender)
    {
        List<string> found = [sender.Address, "@" + sender.Domain];
        if (sender.Domain.Length == 0 || sender.Domain[0] == '[') return found;
        var labels = sender.Domain.Split('.');
        for (var first = Math.Max(1, labels.Length - MostLabels); first < labels.Length; first++)
            found.Add("@" + Below + string.Join('.', labels[first..]));
        return found;
    }
}
