using System.CommandLine;
using System.Globalization;
using Sekisho.Deliver;
using Sekisho.Deliver.TlsResults;
using Sekisho.Output;
using Sekisho.Roles.Calls;

namespace Sekisho.Commands;

/// <summary>What became of TLS in deliveries.</summary>
internal sealed class TlsResultsCommand : SystemCommand
{
    private const string Format = "yyyy-MM-dd";

    private readonly Option<string?> _day = new("--day") { Description = "The day, in UTC; today without it.", HelpName = "YYYY-MM-DD" };

    /// <summary>Makes the command.</summary>
    public TlsResultsCommand(Surroundings surroundings)
        : base("tls-results", "Tell how many deliveries of a day kept to the TLS policies of their destinations, and how the others failed; of domains that ask for such reports (RFC 8460).", surroundings)
    {
        Add(_day);
        Validators.Add(result =>
        {
            if (result.GetValue(_day) is { } day && !TryRead(day, out _)) result.AddError($"'{day}' is no day: write it like 2026-11-22.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("domain", "the domain of the recipients, or the host that has the TLSA records"),
        new("record", "its record at _smtp._tls: where reports go"),
        new("policies[]", "policyType (tlsa, sts, no-policy-found), policyText[], policyDomain, mxHosts[], successful, failed, failures[] (resultType, sendingAddress, receivingHost, receivingHelo, receivingAddress, count, reasonCode)"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var day = parse.GetValue(_day) is { } text && TryRead(text, out var told) ? told : DateOnly.FromDateTime(Surroundings.Clock.GetUtcNow().UtcDateTime);
        var table = new TextTable("domain", "policy", "of", "good", "failed", "how");
        var count = 0;
        for (var after = ""; ;)
        {
            var page = await calls.SendAsync(DeliverCalls.TlsResults, new TlsResultsRequest(day, after), default, cancellation);
            foreach (var domain in page.Domains)
            {
                count++;
                if (output.Json) output.WriteJson(domain, DeliverJson.Default.TlsDomainResults);
                else AddTo(table, domain);
            }

            if (page.Domains.Count < TlsResultsRequest.PageDomains) break;
            after = page.Domains[^1].Domain;
        }

        if (!output.Json && count > 0) table.WriteTo(output);
        output.Note(count == 0 ? "No session of that day was with a domain that asks for reports." : $"{count} domain{(count == 1 ? "" : "s")}");
        return ExitCodes.Done;
    }

    private static void AddTo(TextTable table, TlsDomainResults domain)
    {
        foreach (var policy in domain.Policies)
        {
            var how = policy.Failures.GroupBy(failure => failure.ResultType, StringComparer.Ordinal).Select(group => $"{group.Key} ({group.Sum(failure => failure.Count)})");
            table.Add(domain.Domain, policy.PolicyType, policy.PolicyDomain, Show.Number(policy.Successful), Show.Number(policy.Failed), string.Join(", ", how));
        }
    }

    private static bool TryRead(string text, out DateOnly day) => DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
