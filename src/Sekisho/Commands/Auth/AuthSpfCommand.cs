using System.CommandLine;
using System.Net;
using Sekisho.Dns;
using Sekisho.MailAuth.Spf;
using Sekisho.Output;

namespace Sekisho.Commands.Auth;

/// <summary>May a client use a domain?</summary>
internal sealed class AuthSpfCommand : AuthCommand
{
    private readonly Option<string> _ip = new("--ip") { Description = "The address of the client.", HelpName = "ADDRESS", Required = true };
    private readonly Option<string?> _helo = new("--helo") { Description = "What the client called itself.", HelpName = "NAME" };
    private readonly Option<string?> _mailFrom = new("--mail-from") { Description = "The sender of the envelope; <> for the null reverse-path, for which HELO is checked.", HelpName = "ADDRESS" };

    /// <summary>Makes the command.</summary>
    public AuthSpfCommand(Surroundings surroundings)
        : base("spf", "Check SPF (RFC 7208): of the sender's domain, or of HELO where no sender is given.", surroundings)
    {
        foreach (var option in new Option[] { _ip, _helo, _mailFrom }) Add(option);
        _ip.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !IPAddress.TryParse(result.Tokens[0].Value, out _)) result.AddError($"'{result.Tokens[0].Value}' is no IP address.");
        });
        Validators.Add(result =>
        {
            if (result.GetResult(_helo) is null && result.GetResult(_mailFrom) is null) result.AddError("Give --mail-from, --helo or both.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("result", "none, neutral, pass, fail, softfail, temperror or permerror"),
        new("identity", "mailfrom or helo"),
        new("domain", "the domain that was checked"),
        new("problem", "why there is no better result; absent when there is none"),
        new("detail", "the same in words; may be absent"),
        new("term", "the term of the record that decided; may be absent"),
        new("termDomain", "whose record has that term; may be absent"),
        new("explanation", "what the domain's owner says about a fail; may be absent"),
        new("lookups", "how many terms asked the DNS (10 are allowed)"),
        new("voidLookups", "how many look-ups had no answer (2 are allowed)"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 checked, whatever the result, 1 failed, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, IDnsResolver resolver, CommandOutput output, CancellationToken cancellation)
    {
        var from = parse.GetValue(_mailFrom);
        var request = new SpfRequest
        {
            ClientAddress = IPAddress.Parse(parse.GetRequiredValue(_ip)),
            Helo = parse.GetValue(_helo) ?? "",
            MailFrom = from?.Length > 1 && from[0] == '<' && from[^1] == '>' ? from[1..^1] : from,
        };
        var evaluator = new SpfEvaluator(resolver, Surroundings.Clock);
        var item = SpfItem.Of(from is null ? await evaluator.CheckHeloAsync(request, cancellation) : await evaluator.CheckMailFromAsync(request, cancellation));
        if (output.Json) output.WriteJson(item, ProgramJson.Default.SpfItem);
        else output.WriteLine($"{item.Domain}: {item.Result}{(item.Term is null ? "" : $" by '{item.Term}' of {item.TermDomain}")} {item.Detail}{(item.Explanation is null ? "" : $" It says: {item.Explanation}")}".TrimEnd());
        return ExitCodes.Done;
    }
}
