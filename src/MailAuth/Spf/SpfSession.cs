using System.Net.Sockets;
using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Records;

namespace Sekisho.MailAuth.Spf;

/// <summary>One run of check_host() (RFC 7208 §4) with its counters, which includes and redirects share.</summary>
internal sealed class SpfSession(IDnsResolver resolver, MacroExpansion expansion, SpfLimits limits, CancellationToken deadline)
{
    private readonly SpfLookups _lookups = new(resolver, limits, deadline);
    private IReadOnlyList<string>? _clientNames;
    private string? _term;
    private string? _termDomain;
    private (MacroString Text, string Domain)? _explanation;

    private bool ClientIsIPv4 => expansion.Client.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>Checks the domain, and fetches the explanation of a fail.</summary>
    public async ValueTask<SpfOutcome> RunAsync(string domain, SpfIdentity identity)
    {
        var result = await CheckHostAsync(domain, outermost: true);
        var explanation = result == AuthResult.Fail && _explanation is { } exp ? await ExplainAsync(exp.Text, exp.Domain) : null;
        var decided = result is not (AuthResult.None or AuthResult.TempError or AuthResult.PermError);
        return Ended(identity, domain, result, _lookups.Problem, _lookups.Detail) with
        {
            Term = decided ? _term : null,
            TermDomain = decided ? _termDomain : null,
            Explanation = explanation,
        };
    }

    /// <summary>An outcome with what was counted so far.</summary>
    public SpfOutcome Ended(SpfIdentity identity, string domain, AuthResult result, SpfProblem problem, string? detail) => new()
    {
        Result = result,
        Identity = identity,
        Domain = domain,
        Problem = problem,
        Detail = detail,
        Lookups = _lookups.Terms,
        VoidLookups = _lookups.Voids,
    };

    // RFC 7208 §4: the record, then its mechanisms from left to right, then redirect, then neutral.
    private async ValueTask<AuthResult> CheckHostAsync(string domain, bool outermost)
    {
        while (true)
        {
            var (found, record) = await _lookups.RecordAsync(domain);
            if (record is null) return found;
            if (outermost) _explanation = record.Explanation is { } text ? (text, domain) : null;
            foreach (var mechanism in record.Mechanisms)
            {
                var match = await MatchAsync(mechanism, domain);
                if (match == SpfMatch.Stop) return _lookups.Result;
                if (match == SpfMatch.No) continue;
                if (outermost) (_term, _termDomain) = (mechanism.Text, domain);
                return mechanism.Qualifier;
            }

            // RFC 7208 §6.1: redirect counts only where no mechanism matched, and never beside "all" (which always does).
            if (record.Redirect is null) return AuthResult.Neutral;
            if (!_lookups.CountTerm()) return _lookups.Result;
            var target = await FillDomainAsync(record.Redirect, domain);
            if (target is null) return AuthResult.Neutral;
            if (!DomainText.TryNormalize(target, out var next)) return _lookups.Stop(AuthResult.PermError, SpfProblem.BrokenReference, $"redirect leads to '{target}', which is no domain name.");
            var redirected = await RedirectedAsync(next);
            if (redirected is { } ended) return ended;
            domain = next;
        }
    }

    /// <summary>Looks at the target of a redirect once more than needed, from the resolver's cache: none there is a permerror here.</summary>
    private async ValueTask<AuthResult?> RedirectedAsync(string target)
    {
        var (found, record) = await _lookups.RecordAsync(target);
        if (record is not null) return null;
        return found == AuthResult.None ? _lookups.Stop(AuthResult.PermError, SpfProblem.BrokenReference, $"redirect leads to {target}, which has no record.") : found;
    }

    private async ValueTask<SpfMatch> MatchAsync(SpfMechanism mechanism, string domain)
    {
        switch (mechanism.Kind)
        {
            case SpfMechanismKind.All: return SpfMatch.Yes;
            case SpfMechanismKind.Ip4: return Result(ClientIsIPv4 && AddressBits.Equal(expansion.Client, mechanism.Network!, mechanism.Bits4));
            case SpfMechanismKind.Ip6: return Result(!ClientIsIPv4 && AddressBits.Equal(expansion.Client, mechanism.Network!, mechanism.Bits6));
            default: break;
        }

        if (!_lookups.CountTerm()) return SpfMatch.Stop;
        var target = domain;
        if (mechanism.Domain is not null)
        {
            // RFC 8616 §4: a term that would need a local part outside ASCII matches nothing.
            if (await FillDomainAsync(mechanism.Domain, domain) is not { } filled) return SpfMatch.No;
            target = filled;
        }

        return mechanism.Kind switch
        {
            SpfMechanismKind.Include => await MatchIncludeAsync(target),
            SpfMechanismKind.A => await MatchHostAsync(target, mechanism),
            SpfMechanismKind.Mx => await MatchMxAsync(target, mechanism),
            SpfMechanismKind.Ptr => Result((await ClientNamesAsync()).Any(name => DomainText.TryNormalize(target, out var zone) && DomainText.IsWithin(name, zone))),
            _ => await MatchExistsAsync(target),
        };
    }

    // RFC 7208 §5.2, the table of results.
    private async ValueTask<SpfMatch> MatchIncludeAsync(string target)
    {
        var result = DomainText.TryNormalize(target, out var name) ? await CheckHostAsync(name, outermost: false) : AuthResult.None;
        switch (result)
        {
            case AuthResult.Pass: return SpfMatch.Yes;
            case AuthResult.Fail or AuthResult.SoftFail or AuthResult.Neutral: return SpfMatch.No;
            case AuthResult.None: _lookups.Stop(AuthResult.PermError, SpfProblem.BrokenReference, $"include names '{target}', which has no record."); break;
            default: break;
        }

        return SpfMatch.Stop;
    }

    private async ValueTask<SpfMatch> MatchHostAsync(string target, SpfMechanism mechanism)
    {
        var answer = await _lookups.AskAsync(target, ClientIsIPv4 ? DnsRecordType.A : DnsRecordType.Aaaa);
        if (answer is null) return SpfMatch.Stop;
        return Result(answer.Records.OfType<AddressRecord>().Any(record => AddressBits.Equal(expansion.Client, record.Address, ClientIsIPv4 ? mechanism.Bits4 : mechanism.Bits6)));
    }

    private async ValueTask<SpfMatch> MatchMxAsync(string target, SpfMechanism mechanism)
    {
        if (await _lookups.AskAsync(target, DnsRecordType.Mx) is not { } answer) return SpfMatch.Stop;
        if (answer.Records.Count > limits.MaxMxNames)
        {
            _lookups.Stop(AuthResult.PermError, SpfProblem.TooManyMxNames, $"{target} has more than {limits.MaxMxNames} mail exchanges.");
            return SpfMatch.Stop;
        }

        foreach (var exchange in answer.Records.OfType<MxRecord>())
        {
            if (exchange.Exchange.IsRoot) continue;
            var match = await MatchHostAsync(exchange.Exchange.Text, mechanism);
            if (match != SpfMatch.No) return match;
        }

        return SpfMatch.No;
    }

    // RFC 7208 §5.7: an A query, whatever the client's family.
    private async ValueTask<SpfMatch> MatchExistsAsync(string target)
    {
        var answer = await _lookups.AskAsync(target, DnsRecordType.A);
        return answer is null ? SpfMatch.Stop : Result(answer.Records.Count > 0);
    }

    /// <summary>
    /// The client's names that lead back to its address (RFC 7208 §5.5), looked up once. What fails here is skipped: the
    /// client's owner writes these records, and must not be able to spoil somebody else's check.
    /// </summary>
    private async ValueTask<IReadOnlyList<string>> ClientNamesAsync() => _clientNames ??= await _lookups.ValidatedNamesAsync(expansion.Client);

    private async ValueTask<string?> FillDomainAsync(MacroString macros, string domain) =>
        expansion.FillDomain(macros, domain, macros.NeedsClientNames ? await ClientNameAsync(domain) : "");

    // RFC 7208 §7.3, the letter p: the domain itself, else a name in it, else any, else "unknown".
    private async ValueTask<string> ClientNameAsync(string domain)
    {
        var names = await ClientNamesAsync();
        return names.FirstOrDefault(name => name == domain) ?? names.FirstOrDefault(name => DomainText.IsWithin(name, domain)) ?? (names.Count > 0 ? names[0] : "unknown");
    }

    // RFC 7208 §6.2: whatever goes wrong here, there is no explanation, and the result stays.
    private async ValueTask<string?> ExplainAsync(MacroString where, string domain)
    {
        if (await FillDomainAsync(where, domain) is not { } target) return null;
        var answer = await resolver.ResolveAsync(target, DnsRecordType.Txt, deadline);
        if (answer.Records is not [TxtRecord record]) return null;
        var source = record.Text;
        if (source.Length > limits.MaxExplanationChars || !Ascii.IsValid(source) || !MacroString.TryParse(source, MacroUse.Explanation, out var macros)) return null;
        var text = expansion.Fill(macros!, domain, macros!.NeedsClientNames ? await ClientNameAsync(domain) : "");
        // What came in through macros must not end our line either.
        return text is null || text.Length > limits.MaxExplanationChars || text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? null : text;
    }

    private static SpfMatch Result(bool matches) => matches ? SpfMatch.Yes : SpfMatch.No;
}
