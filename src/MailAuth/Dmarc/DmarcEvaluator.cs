using Sekisho.Dns;

namespace Sekisho.MailAuth.Dmarc;

/// <summary>
/// DMARC (RFC 9989): does a domain that SPF or DKIM has proven stand for the author's, and what does the author's owner
/// want if not? Finds policies and organizations by the DNS tree walk. Ends with a result, never with an exception.
/// </summary>
/// <param name="resolver">Where records are looked up.</param>
/// <param name="clock">The clock of the deadline.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class DmarcEvaluator(IDnsResolver resolver, TimeProvider clock, DmarcOptions? options = null)
{
    private readonly DmarcOptions _options = options ?? new DmarcOptions();

    /// <summary>Evaluates a message.</summary>
    /// <param name="request">What is known of it.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public async ValueTask<DmarcOutcome> EvaluateAsync(DmarcRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!DomainText.TryNormalize(request.AuthorDomain, out var author))
            return new DmarcOutcome { Result = AuthResult.PermError, AuthorDomain = request.AuthorDomain, Problem = DmarcProblem.BadAuthorDomain, Detail = "The author's domain is no domain name." };
        using var deadline = new CancellationTokenSource(_options.Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var tree = new DmarcTree(resolver, both.Token);
        try
        {
            return await EvaluateAsync(tree, author, request) with { Lookups = tree.Lookups };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(author, $"The look-ups took longer than {_options.Deadline.TotalSeconds:0} seconds.") with { Lookups = tree.Lookups };
        }
    }

    private async ValueTask<DmarcOutcome> EvaluateAsync(DmarcTree tree, string author, DmarcRequest request)
    {
        var (known, record) = await tree.RecordAsync(author);
        var place = author;
        string? top = null;
        if (known && record is null)
        {
            // RFC 9989 §4.10.1: then the organization's record, then the public suffix's.
            if (await tree.OrganizationAsync(author) is not { } found) known = false;
            else
            {
                top = found.Top;
                foreach (var candidate in new[] { found.Top, found.PublicSuffix })
                {
                    if (candidate is null || record is not null) continue;
                    place = candidate;
                    (known, record) = await tree.RecordAsync(candidate);
                }
            }
        }

        if (!known) return Failed(author, $"The DNS failed for {tree.FailedName}.");
        if (record is null) return new DmarcOutcome { Result = AuthResult.None, AuthorDomain = author, Problem = DmarcProblem.NoRecord, Detail = "No DMARC record applies to the author's domain.", OrganizationalDomain = top };
        if (await PolicyAsync(tree, author, place, record) is not { } policy) return Failed(author, $"The DNS failed for {tree.FailedName}.");
        var outcome = new DmarcOutcome { Result = AuthResult.Fail, AuthorDomain = author, RecordDomain = place, Record = record, Policy = policy.Policy, PolicyTag = policy.Tag, OrganizationalDomain = top };
        if (policy.Tag is null) return outcome with { Result = AuthResult.None, Problem = DmarcProblem.NoUsablePolicy, Detail = $"The record of {place} has no usable policy, and no address for reports." };
        return await AlignAsync(tree, outcome, request);
    }

    /// <summary>The policy for the author's domain (RFC 9989 §4.10.1); no tag: DMARC does not apply. Null where the DNS failed.</summary>
    private static async ValueTask<(DmarcPolicy Policy, string? Tag)?> PolicyAsync(DmarcTree tree, string author, string place, DmarcRecord record)
    {
        if (record.Policy is not { } policy || record.HasBadPolicy) return (DmarcPolicy.None, record.AggregateUris.Count > 0 ? "p" : null);
        if (place == author) return (policy, "p");
        if (record.NonExistentPolicy is { } forNone)
        {
            if (await tree.ExistsAsync(author) is not { } exists) return null;
            if (!exists) return (forNone, "np");
        }

        return record.SubdomainPolicy is { } forSome ? (forSome, "sp") : (policy, "p");
    }

    private async ValueTask<DmarcOutcome> AlignAsync(DmarcTree tree, DmarcOutcome outcome, DmarcRequest request)
    {
        var record = outcome.Record!;
        var alignments = new List<DmarcAlignment>();
        var unknown = request.OthersMayPass;
        var proven = request.SpfDomains.Select(domain => (Method: "spf", Domain: domain, Strict: record.StrictSpf))
            .Concat(request.DkimDomains.Select(domain => (Method: "dkim", Domain: domain, Strict: record.StrictDkim)));
        foreach (var (method, domain, strict) in proven.Distinct().Take(_options.MaxIdentifiers))
        {
            if (!DomainText.TryNormalize(domain, out var name)) continue;
            var alignment = new DmarcAlignment(method, name, strict, name == outcome.AuthorDomain, null);
            if (!alignment.IsAligned && !strict)
            {
                if (await tree.OrganizationAsync(outcome.AuthorDomain) is not { } own) unknown = true;
                else
                {
                    outcome = outcome with { OrganizationalDomain = own.Top };
                    // A domain outside the author's organization has another top whatever a walk would find.
                    var other = DomainText.IsWithin(name, own.Top) ? await tree.OrganizationAsync(name) : ("", null);
                    if (other is null) unknown = true;
                    else if (other.Value.Top.Length > 0) alignment = alignment with { IsAligned = other.Value.Top == own.Top, OrganizationalDomain = other.Value.Top };
                }
            }

            alignments.Add(alignment);
        }

        outcome = outcome with { Alignments = alignments };
        if (alignments.Exists(alignment => alignment.IsAligned)) return outcome with { Result = AuthResult.Pass };
        // RFC 9989 §5.3.6: what could not be asked for can neither pass nor fail.
        if (unknown) return outcome with { Result = AuthResult.TempError, Problem = request.OthersMayPass ? DmarcProblem.OthersMayPass : DmarcProblem.DnsFailure, Detail = "A failing DNS left open what would have passed." };
        return Apply(outcome);
    }

    private DmarcOutcome Apply(DmarcOutcome outcome)
    {
        // RFC 9989 §4.7 t=y: one step less.
        var applied = outcome.Record!.IsTesting && outcome.Policy > DmarcPolicy.None ? outcome.Policy - 1 : outcome.Policy;
        for (var labels = DomainText.Labels(outcome.AuthorDomain); labels > 0; labels--)
        {
            if (_options.Overrides.TryGetValue(DomainText.LastLabels(outcome.AuthorDomain, labels), out var local)) return outcome with { AppliedPolicy = local, IsOverridden = true };
        }

        return outcome with { AppliedPolicy = applied };
    }

    private static DmarcOutcome Failed(string author, string detail) => new() { Result = AuthResult.TempError, AuthorDomain = author, Problem = DmarcProblem.DnsFailure, Detail = detail };
}
