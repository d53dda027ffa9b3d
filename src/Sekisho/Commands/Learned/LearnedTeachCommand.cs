using System.Buffers;
using System.CommandLine;
using Sekisho.Commands.Files;
using Sekisho.Commands.Senders;
using Sekisho.Inspect;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Memory;

namespace Sekisho.Commands.Learned;

/// <summary>Teaches a tenant's memory messages that people report.</summary>
internal sealed class LearnedTeachCommand : SystemCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Messages; a folder means every file below it.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _for = SendersFor.Create("Which tenant: one of its domains.");
    private readonly Option<string> _as = new("--as") { Description = "good (wanted) or bad (unwanted).", Required = true, HelpName = "SORT" };

    /// <summary>Makes the command.</summary>
    public LearnedTeachCommand(Surroundings surroundings)
        : base("teach", "Teach a tenant's memory messages that people have reported as wanted or unwanted.", surroundings)
    {
        Add(_files);
        Add(_for);
        _as.AcceptOnlyFromAmong("good", "bad");
        Add(_as);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file", "the file"),
        new("counted", "false where enough decisions over this sender's mail have counted already"),
        new("error", "why it could not be learned from; absent otherwise"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 every message was read, 1 one could not be, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var failed = 0;
        foreach (var file in InputFiles.Of(parse.GetRequiredValue(_files), Surroundings.CurrentFolder))
        {
            var item = await TeachAsync(file, parse.GetRequiredValue(_for), parse.GetRequiredValue(_as) == "bad", calls, cancellation);
            if (item.Error is not null) failed++;
            if (output.Json) output.WriteJson(item, ProgramJson.Default.LearnedTeachItem);
            else output.WriteLine($"{item.File}: {item.Error ?? (item.Counted ? "learned" : "not counted: enough of this sender's mail has counted")}");
        }

        return failed == 0 ? ExitCodes.Done : output.Fail($"{failed} could not be learned from.");
    }

    private async Task<LearnedTeachItem> TeachAsync(InputFile file, string domain, bool isBad, ICallClient calls, CancellationToken cancellation)
    {
        if (file.Problem is { } problem) return new LearnedTeachItem(file.Path, false, problem);
        var (content, unread) = await InputFiles.ReadAsync(file.Path, Surroundings.CurrentFolder, cancellation);
        if (content is null) return new LearnedTeachItem(file.Path, false, unread);
        var verdict = await calls.SendAsync(InspectCalls.Message, new InspectRequest { Id = "learned", ForLearning = true }, new ReadOnlySequence<byte>(content), cancellation);
        if (verdict.Words is not { Length: > 0 } words) return new LearnedTeachItem(file.Path, false, "there are too few words in it");
        var sender = verdict.Facts.Values.GetValueOrDefault("from.address") as string ?? "";
        return new LearnedTeachItem(file.Path, (await calls.SendAsync(StoreCalls.Learn, new LearnRequest(domain, words, sender, isBad), default, cancellation)).Counted, null);
    }
}
