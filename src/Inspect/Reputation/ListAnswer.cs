using System.Net.Sockets;
using Sekisho.Dns;
using Sekisho.Dns.Records;

namespace Sekisho.Inspect.Reputation;

/// <summary>What the answer of a list means.</summary>
/// <param name="Listed">The list names what was asked.</param>
/// <param name="Text">The answers of a list that names it; why it says nothing; null for "not listed".</param>
internal readonly record struct ListAnswer(bool Listed, string? Text)
{
    /// <summary>Reads an answer. RFC 5782 §2.1: a list answers with addresses of 127.0.0.0/8 for what it names, and that the name does not exist for all else.</summary>
    public static ListAnswer Of(DnsAnswer answer)
    {
        if (answer.Status is DnsStatus.NxDomain or DnsStatus.NoData or DnsStatus.BadName) return default;
        if (answer.Status != DnsStatus.Success) return new ListAnswer(false, answer.Status.ToString());
        var texts = new List<string>();
        foreach (var record in answer.Records.OfType<AddressRecord>().Take(MaxAnswers))
        {
            // A list that has ended is often parked: its zone then answers everything with the address of an advertiser.
            // 127.0.0.1 and 127.255.255.x are how lists say that they do not answer this name server.
            if (record.Address.AddressFamily != AddressFamily.InterNetwork || record.Address.GetAddressBytes() is not [127, var b, var c, var d]) return new ListAnswer(false, $"answers {record.Address}");
            if ((b == 0 && c == 0 && d == 1) || (b == 255 && c == 255)) return new ListAnswer(false, $"refuses ({record.Address})");
            texts.Add(record.Address.ToString());
        }

        return texts.Count == 0 ? default : new ListAnswer(true, string.Join(' ', texts.Order(StringComparer.Ordinal)));
    }

    private const int MaxAnswers = 8;
}
