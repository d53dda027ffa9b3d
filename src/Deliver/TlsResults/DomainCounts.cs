using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.Deliver.TlsResults;

/// <summary>The counts of one day for one domain.</summary>
internal sealed class DomainCounts(string domain)
{
    /// <summary>Policies of one domain in one day: its own, no policy, and one for each host. Stops a server that changes its records all the time.</summary>
    internal const int MaxPolicies = 50;

    /// <summary>Different failures under one policy; what differs further is counted under its word alone.</summary>
    internal const int MaxFailures = 100;

    private readonly Dictionary<(string Type, string Domain, string Text), PolicyCounts> _policies = [];

    /// <summary>The domain's last record.</summary>
    public string Record { get; set; } = "";

    public void Add(TlsSession session)
    {
        var key = (session.PolicyType, session.PolicyDomain, string.Join('\n', session.PolicyText));
        if (!_policies.TryGetValue(key, out var counts))
        {
            if (_policies.Count >= MaxPolicies) return;
            _policies[key] = counts = new PolicyCounts(session.PolicyText, session.MxHosts);
        }

        if (session.Failure is { } failure) counts.Fail(failure with { Count = 0 }, 1);
        else counts.Successful++;
    }

    public void Restore(TlsDomainResults results)
    {
        Record = results.Record;
        foreach (var policy in results.Policies.Take(MaxPolicies))
        {
            var counts = new PolicyCounts(policy.PolicyText, policy.MxHosts) { Successful = policy.Successful };
            foreach (var failure in policy.Failures) counts.Fail(failure with { Count = 0 }, failure.Count);
            _policies[(policy.PolicyType, policy.PolicyDomain, string.Join('\n', policy.PolicyText))] = counts;
        }
    }

    public TlsDomainResults ToResults() => new()
    {
        Domain = domain,
        Record = Record,
        Policies =
        [
            .. _policies.OrderBy(each => each.Key).Select(each => new TlsPolicyResult
            {
                PolicyType = each.Key.Type,
                PolicyDomain = each.Key.Domain,
                PolicyText = each.Value.Text,
                MxHosts = each.Value.MxHosts,
                Successful = each.Value.Successful,
                Failed = each.Value.Failures.Values.Sum(),
                Failures = [.. each.Value.Failures.Select(failure => failure.Key with { Count = failure.Value })],
            }),
        ],
    };

    private sealed class PolicyCounts(IReadOnlyList<string> text, IReadOnlyList<string> mxHosts)
    {
        public IReadOnlyList<string> Text => text;

        public IReadOnlyList<string> MxHosts => mxHosts;

        public long Successful { get; set; }

        public Dictionary<TlsFailure, long> Failures { get; } = [];

        public void Fail(TlsFailure failure, long count)
        {
            if (Failures.Count >= MaxFailures && !Failures.ContainsKey(failure)) failure = new TlsFailure { ResultType = failure.ResultType };
            Failures[failure] = Failures.GetValueOrDefault(failure) + count;
        }
    }
}
