using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Spf;

namespace Sekisho.MailAuth.Posture;

/// <summary>
/// Counts what the evaluation of an SPF record may cost at worst (RFC 7208 §4.6.4): all terms that ask the DNS, those of included
/// records too, and look-ups that have no answer.
/// </summary>
internal sealed class SpfCount(PostureLookup lookup, CancellationToken cancellation)
{
    // Far beyond what any receiver follows; stops circles.
    private const int MostLookups = 40;
    private const int MostDepth = 10;

    /// <summary>Terms that ask the DNS.</summary>
    public int Lookups { get; private set; }

    /// <summary>Look-ups without an answer.</summary>
    public int Voids { get; private set; }

    /// <summary>The DNS failed on the way, so there may be more.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>What is wrong on the way: an included domain has no record, or a bad one.</summary>
    public List<(string Domain, string Problem)> Problems { get; } = [];

    /// <summary>Included domains with the look-ups that each costs, itself counted.</summary>
    public List<(string Domain, int Lookups)> Includes { get; } = [];

    public async ValueTask CountAsync(SpfRecord record, string domain, int depth = 0)
    {
        foreach (var mechanism in record.Mechanisms)
        {
            if (mechanism.Kind == SpfMechanismKind.All) return;
            if (!mechanism.AsksDns || Lookups >= MostLookups) continue;
            var before = Lookups++;
            var target = mechanism.Domain is null ? domain : Literal(mechanism.Domain);
            if (target is null) continue;
            if (mechanism.Kind == SpfMechanismKind.Include)
            {
                await FollowAsync(target, depth);
                if (depth == 0) Includes.Add((target, Lookups - before));
            }
            else if (mechanism.Kind is SpfMechanismKind.A or SpfMechanismKind.Mx)
            {
                await AskAsync(target, mechanism.Kind == SpfMechanismKind.Mx ? [DnsRecordType.Mx] : [DnsRecordType.A, DnsRecordType.Aaaa]);
            }
        }

        if (record.Redirect is null || Lookups >= MostLookups) return;
        Lookups++;
        if (Literal(record.Redirect) is { } other) await FollowAsync(other, depth);
    }

    private async ValueTask FollowAsync(string target, int depth)
    {
        if (depth >= MostDepth)
        {
            Problems.Add((target, "the records lead in a circle"));
            return;
        }

        if (await lookup.TextsAsync(target, cancellation) is not { } texts)
        {
            IsPartial = true;
            return;
        }

        var records = texts.Where(SpfRecordReader.IsSpf).ToList();
        if (records.Count == 0)
        {
            if (texts.Count == 0) Voids++;
            Problems.Add((target, "there is no SPF record"));
        }
        else if (records.Count > 1) Problems.Add((target, "there is more than one SPF record"));
        else if (!SpfRecordReader.TryRead(records[0], out var record, out var problem)) Problems.Add((target, problem));
        else await CountAsync(record!, target, depth + 1);
    }

    private async ValueTask AskAsync(string target, DnsRecordType[] types)
    {
        foreach (var type in types)
        {
            var answer = await ((IDnsResolver)lookup).ResolveAsync(target, type, cancellation);
            if (answer.IsTemporary) IsPartial = true;
            if (answer.IsTemporary || answer.Records.Count > 0) return;
        }

        Voids++;
    }

    // A name with macros depends on the message: it counts, and cannot be followed.
    private static string? Literal(MacroString macros) => macros.Parts.All(part => part.Letter == '\0') ? string.Concat(macros.Parts.Select(part => part.Literal)) : null;
}
