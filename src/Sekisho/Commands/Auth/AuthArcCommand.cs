using Sekisho.Dns;
using Sekisho.MailAuth;
using Sekisho.MailAuth.Arc;
using Sekisho.Output;

namespace Sekisho.Commands.Auth;

/// <summary>Are the chains of messages unbroken?</summary>
internal sealed class AuthArcCommand(Surroundings surroundings)
    : AuthFilesCommand<ArcItem>("arc", "Validate the ARC chains (RFC 8617) of messages.", surroundings)
{
    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file", "the file; lines come in the order of the files"),
        new("result", "none, pass, fail or temperror; absent with an error"),
        new("problem", "why it does not pass; absent when it does"),
        new("detail", "the same in words; may be absent"),
        new("instances", "the highest instance number; 0 without a chain; absent with an error"),
        new("sets[]", "instance, domain, selector, chainValue, results: what each sealer says; proven only where the result is pass; absent with an error"),
        new("error", "why it could not be read; absent otherwise"),
    ];

    /// <inheritdoc/>
    protected override Func<string, byte[], CancellationToken, Task<ArcItem>> Checker(IDnsResolver resolver)
    {
        var verifier = new ArcVerifier(resolver, Surroundings.Clock, AuthWord.Ed25519());
        return async (file, content, cancellation) =>
        {
            var outcome = await verifier.VerifyAsync(content, cancellation);
            return new ArcItem
            {
                File = file,
                Result = outcome.Result.Word(),
                Problem = AuthWord.OfProblem(outcome.Problem),
                Detail = outcome.Detail,
                Instances = outcome.LastInstance,
                Sets = [.. outcome.Sets.Select(set => new ArcSetItem(set.Instance, set.Domain, set.Selector, set.ChainValue, set.AuthenticationResults))],
            };
        };
    }

    /// <inheritdoc/>
    protected override ArcItem OfError(string file, string error) => new() { File = file, Error = error };

    /// <inheritdoc/>
    protected override void Write(CommandOutput output, ArcItem item)
    {
        if (output.Json) output.WriteJson(item, ProgramJson.Default.ArcItem);
        else if (item.Error is not null) output.WriteLine($"{item.File}: error: {item.Error}");
        else output.WriteLine($"{item.File}: {item.Result} ({item.Instances} sets) {item.Detail}".TrimEnd());
    }
}
