using Sekisho.Dns;
using Sekisho.Dns.Records;

namespace Sekisho.MailAuth.Dkim;

/// <summary>The key records of one message's signatures: each name is asked for once, all at the same time, within one deadline.</summary>
internal sealed class KeyLookup(IDnsResolver resolver, TimeProvider clock, DkimOptions options)
{
    private readonly Dictionary<string, (IReadOnlyList<string> Records, DkimFlaw? Flaw)> _answers = new(StringComparer.Ordinal);

    /// <summary>Asks for all of them.</summary>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask AskAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var tasks = names.Distinct(StringComparer.Ordinal).Select(name => (Name: name, Answer: resolver.ResolveAsync(name, DnsRecordType.Txt, both.Token).AsTask())).ToList();
        foreach (var (name, answer) in tasks)
        {
            try
            {
                _answers[name] = Read(name, await answer);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                _answers[name] = ([], new DkimFlaw(DkimProblem.DnsFailure, $"{name}: no answer within {options.Deadline.TotalSeconds:0} seconds."));
            }
        }
    }

    /// <summary>The records under a name that was asked for, or what is wrong.</summary>
    public IReadOnlyList<string> RecordsOf(string name, out DkimFlaw? flaw)
    {
        var (records, problem) = _answers[name];
        flaw = problem;
        return records;
    }

    private (IReadOnlyList<string> Records, DkimFlaw? Flaw) Read(string name, DnsAnswer answer)
    {
        if (answer.IsTemporary) return ([], new DkimFlaw(DkimProblem.DnsFailure, $"{name}: {answer.Detail ?? answer.Status.ToString()}"));
        // RFC 6376 §3.6.2.2: the RFC wants one; where there are several any may be tried.
        var records = answer.Records.OfType<TxtRecord>().Take(options.MaxKeyRecords).Select(record => record.Text).ToList();
        return records.Count > 0 ? (records, null) : ([], new DkimFlaw(DkimProblem.NoKey, $"There is no key at {name}."));
    }
}
