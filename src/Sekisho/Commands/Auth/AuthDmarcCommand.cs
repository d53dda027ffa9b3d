using System.CommandLine;
using Sekisho.Dns;
using Sekisho.MailAuth.Dmarc;
using Sekisho.Output;

namespace Sekisho.Commands.Auth;

/// <summary>What does DMARC say, given what SPF and DKIM have proven?</summary>
internal sealed class AuthDmarcCommand : AuthCommand
{
    private readonly Option<string> _from = new("--from") { Description = "The domain of the From field (an address will do).", HelpName = "DOMAIN", Required = true };
    private readonly Option<string[]> _spf = new("--spf-pass") { Description = "A domain that SPF has proven (the sender's of the envelope); several may be given.", HelpName = "DOMAIN" };
    private readonly Option<string[]> _dkim = new("--dkim-pass") { Description = "A domain that DKIM has proven (d= of a signature that passes); several may be given.", HelpName = "DOMAIN" };

    /// <summary>Makes the command.</summary>
    public AuthDmarcCommand(Surroundings surroundings)
        : base("dmarc", "Evaluate DMARC (RFC 9989): result, policy, where the record was found, alignment.", surroundings)
    {
        foreach (var option in new Option[] { _from, _spf, _dkim })
        {
            option.AllowMultipleArgumentsPerToken = option != _from;
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("from", "the author's domain in A-labels"),
        new("result", "none, pass, fail, temperror or permerror"),
        new("policy", "the published policy for this domain, before t=: none, quarantine or reject; absent where no record applies"),
        new("policyTag", "the tag it is from: p, sp or np; absent where no record applies"),
        new("applied", "the policy applied to such a message: none unless the result is fail, one step less with t=y"),
        new("testing", "whether the record has t=y; absent without a record"),
        new("recordDomain", "the domain whose record applies; absent without one"),
        new("record", "the record; absent without one"),
        new("organizationalDomain", "the top of the author's organization, where it was looked up"),
        new("alignment[]", "method (spf, dkim), domain, mode (strict, relaxed), aligned"),
        new("problem", "why there is no pass or fail; absent otherwise"),
        new("detail", "the same in words; may be absent"),
        new("lookups", "how many names were asked for"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 evaluated, whatever the result, 1 failed, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, IDnsResolver resolver, CommandOutput output, CancellationToken cancellation)
    {
        var request = new DmarcRequest
        {
            AuthorDomain = DomainOf(parse.GetRequiredValue(_from)),
            SpfDomains = [.. (parse.GetValue(_spf) ?? []).Select(DomainOf)],
            DkimDomains = [.. (parse.GetValue(_dkim) ?? []).Select(DomainOf)],
        };
        var item = DmarcItem.Of(await new DmarcEvaluator(resolver, Surroundings.Clock).EvaluateAsync(request, cancellation));
        if (output.Json) output.WriteJson(item, ProgramJson.Default.DmarcItem);
        else output.WriteLine($"{item.From}: {item.Result}; policy {item.Policy ?? "none"} ({item.PolicyTag ?? "no record"}{(item.RecordDomain is null ? "" : $" of {item.RecordDomain}")}), applied {item.Applied}{string.Concat(item.Alignment.Select(one => $"; {one.Method} {one.Domain} {(one.Aligned ? "aligned" : "not aligned")} ({one.Mode})"))} {item.Detail}".TrimEnd());
        return ExitCodes.Done;
    }

    private static string DomainOf(string text) => text[(text.LastIndexOf('@') + 1)..];
}
