using System.Net;
using System.Net.Sockets;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.MailAuth.Spf;

/// <summary>The look-ups of one check: counts them, and remembers what ended it.</summary>
internal sealed class SpfLookups(IDnsResolver resolver, SpfLimits limits, CancellationToken deadline)
{
    /// <summary>Terms that asked the DNS.</summary>
    public int Terms { get; private set; }

    /// <summary>Look-ups without an answer.</summary>
    public int Voids { get; private set; }

    /// <summary>The result that ended the check.</summary>
    public AuthResult Result { get; private set; }

    public SpfProblem Problem { get; private set; }

    public string? Detail { get; private set; }

    /// <summary>Ends the check.</summary>
    public AuthResult Stop(AuthResult result, SpfProblem problem, string detail)
    {
        Result = result;
        Problem = problem;
        Detail = detail;
        return result;
    }

    /// <summary>Counts a term that asks the DNS (RFC 7208 §4.6.4); false where it is one too many.</summary>
    public bool CountTerm()
    {
        if (++Terms <= limits.MaxLookups) return true;
        Stop(AuthResult.PermError, SpfProblem.TooManyLookups, $"The record and what it includes need more than {limits.MaxLookups} look-ups.");
        return false;
    }

    /// <summary>
    /// Asks for a term. Null where that ended the check. A name that is no domain name is not asked for and has no
    /// records (RFC 7208 §4.3 last paragraph, §5).
    /// </summary>
    public async ValueTask<DnsAnswer?> AskAsync(string name, DnsRecordType type)
    {
        var answer = await resolver.ResolveAsync(name, type, deadline);
        if (answer.IsTemporary)
        {
            Stop(AuthResult.TempError, SpfProblem.DnsFailure, $"{name} {type}: {answer.Detail ?? answer.Status.ToString()}");
            return null;
        }

        if (answer.Status is DnsStatus.NxDomain or DnsStatus.NoData && ++Voids > limits.MaxVoidLookups)
        {
            Stop(AuthResult.PermError, SpfProblem.TooManyVoidLookups, $"More than {limits.MaxVoidLookups} look-ups had no answer, the last {name} {type}.");
            return null;
        }

        return answer;
    }

    /// <summary>The record of a domain (RFC 7208 §4.4, §4.5), or why there is none.</summary>
    public async ValueTask<(AuthResult Found, SpfRecord? Record)> RecordAsync(string domain)
    {
        var answer = await resolver.ResolveAsync(domain, DnsRecordType.Txt, deadline);
        if (answer.IsTemporary) return (Stop(AuthResult.TempError, SpfProblem.DnsFailure, $"{domain} TXT: {answer.Detail ?? answer.Status.ToString()}"), null);
        string? text = null;
        foreach (var record in answer.Records.OfType<TxtRecord>())
        {
            var candidate = record.Text;
            if (!SpfRecordReader.IsSpf(candidate)) continue;
            if (text is not null) return (Stop(AuthResult.PermError, SpfProblem.SeveralRecords, $"{domain} has several SPF records."), null);
            text = candidate;
        }

        if (text is null)
        {
            Stop(AuthResult.None, SpfProblem.NoRecord, $"{domain} has no SPF record.");
            return (AuthResult.None, null);
        }

        if (text.Length > limits.MaxRecordChars) return (Stop(AuthResult.PermError, SpfProblem.BadRecord, $"The record of {domain} is longer than {limits.MaxRecordChars} characters."), null);
        if (!SpfRecordReader.TryRead(text, out var read, out var problem)) return (Stop(AuthResult.PermError, SpfProblem.BadRecord, $"In the record of {domain}, {problem}."), null);
        return (AuthResult.Neutral, read);
    }

    /// <summary>The names of an address that lead back to it (RFC 7208 §5.5), in A-labels and lower case.</summary>
    public async ValueTask<IReadOnlyList<string>> ValidatedNamesAsync(IPAddress client)
    {
        var names = new List<string>();
        var reverse = await resolver.ResolveAsync(DnsName.ForReverse(client), DnsRecordType.Ptr, deadline);
        var type = client.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.Aaaa;
        foreach (var pointer in reverse.Records.OfType<NameRecord>().Take(limits.MaxPtrNames))
        {
            if (pointer.Target.IsRoot) continue;
            var answer = await resolver.ResolveAsync(pointer.Target, type, deadline);
            if (answer.Records.OfType<AddressRecord>().Any(record => record.Address.Equals(client))) names.Add(pointer.Target.Text.ToLowerInvariant());
        }

        return names;
    }
}
