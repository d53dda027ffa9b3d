using System.CommandLine;
using Sekisho.Commands.Senders;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Memory;

namespace Sekisho.Commands.Learned;

/// <summary>What a tenant has learned of what it decided; or forgets it.</summary>
internal sealed class LearnedShowCommand : SystemCommand
{
    private readonly bool _reset;
    private readonly Option<string> _for = SendersFor.Create("Which tenant: one of its domains.");

    /// <summary>Makes the command.</summary>
    public LearnedShowCommand(string name, string description, bool reset, Surroundings surroundings)
        : base(name, description, surroundings)
    {
        _reset = reset;
        Add(_for);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("for", "the domain, as it was given"),
        new("good", "decisions that a message is wanted; old ones count less"),
        new("bad", "decisions that it is not"),
        new("senders", "domains of senders over whose mail was decided"),
        new("inUse", "whether there are enough of both to judge by"),
        new("sites", "sites that authenticated mail has linked to"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var domain = parse.GetRequiredValue(_for);
        var found = await calls.SendAsync(StoreCalls.Learned, new LearnedRequest(domain, _reset), default, cancellation);
        if (output.Json) output.WriteJson(new LearnedItem(domain, found.Good, found.Bad, found.Senders, found.InUse, found.Sites), ProgramJson.Default.LearnedItem);
        else output.WriteLine($"{domain}: {found.Good} wanted, {found.Bad} unwanted, of {found.Senders} senders; {(found.InUse ? "in use" : "not in use yet, ten of each are needed")}; {found.Sites} sites");
        return ExitCodes.Done;
    }
}
