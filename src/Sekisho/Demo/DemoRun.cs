using System.Text.RegularExpressions;
using Sekisho.Commands;
using Sekisho.Commands.Send;
using Sekisho.Configuration.Values;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Ids;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Opening;

namespace Sekisho.Demo;

/// <summary>
/// The demonstration: adds two tenants with four accounts, sends every sample through the system's own SMTP door as
/// a stranger would, and tells what became of each and where to look.
/// </summary>
internal sealed partial class DemoRun(ICallClient calls, string door, string dataFolder, Surroundings around)
{
    /// <summary>How long the way of one message is followed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it.</summary>
    public async Task RunAsync(CommandOutput output, CancellationToken cancellation)
    {
        var password = await DemoPeople.AddAsync(calls, cancellation);
        var folder = Samples.Folder(around.CurrentFolder);
        if (folder is null) output.Note("There is no folder samples/ beside the program or in the current folder: nothing is sent.");
        var table = new TextTable("sample", "smtp reply", "verdict", "ended in", "reasons");
        foreach (var file in folder is null ? [] : Samples.Files(folder))
        {
            var item = await SendAsync(file, cancellation);
            if (output.Json) output.WriteJson(item, ProgramJson.Default.DemoItem);
            else table.Add(item.File, item.Reply, item.Disposition, item.Ended, item.Reasons);
        }

        if (!output.Json && folder is not null) table.WriteTo(output);
        TellWhereToLook(output, password);
    }

    private async Task<DemoItem> SendAsync(string file, CancellationToken cancellation)
    {
        var name = Path.GetFileName(file);
        var content = await File.ReadAllBytesAsync(file, cancellation);
        var recipient = Samples.RecipientOf(content);
        _ = HostPort.TryParse(door, out var at);
        var plan = new SendPlan
        {
            To = new ListenAddress(at!, ImplicitTls: false),
            Helo = "client.example.net",
            From = Samples.SenderOf(content),
            Recipients = [recipient],
            CurrentFolder = around.CurrentFolder,
        };
        await using var session = new SendSession(plan, around.Clock);
        var sent = await session.SendAsync(file, cancellation);
        var id = Identifier().Match(sent.Reply) is { Success: true } match ? match.Value : null;
        if (!sent.Accepted || id is null || !TimeOrderedId.IsWellFormed(id))
            return new DemoItem(name, recipient, sent.Reply, sent.Code >= 500 ? Show.NameOf(Disposition.Reject) : null, "", "refused", null);
        var trace = await FollowAsync(id, cancellation);
        return new DemoItem(name, recipient, sent.Reply, Show.NameOf(trace.Verdict.Disposition), Show.Reasons(trace.Verdict.Reasons), EndOf(trace) ?? "on its way", id);
    }

    private async Task<MessageTrace> FollowAsync(string id, CancellationToken cancellation)
    {
        var started = around.Clock.GetTimestamp();
        while (true)
        {
            var trace = await OpenTrace.RunAsync(await calls.SendAsync(StoreCalls.Trace, new ByIdRequest(id), default, cancellation), new VaultOpener(calls, "demonstration"), cancellation);
            if (EndOf(trace) is not null || around.Clock.GetElapsedTime(started) > Patience) return trace;
            await Task.Delay(LookAgain, around.Clock, cancellation);
        }
    }

    private static string? EndOf(MessageTrace trace)
    {
        foreach (var step in trace.Events.Reverse())
        {
            switch (step.What)
            {
                case "delivered": return step.Recipient is { } recipient ? $"{step.Detail} {recipient}" : step.Detail;
                case "quarantined": return "quarantine";
                case "held": return trace.Verdict.Disposition == Disposition.Quarantine ? "quarantine" : "held for inspection";
                case "failed" or "deferred": return $"{step.What}: {step.Detail}";
            }
        }

        return null;
    }

    private void TellWhereToLook(CommandOutput output, string password)
    {
        output.Note($"Accounts: {string.Join(", ", DemoPeople.Accounts)}; the password of each is {password}");
        output.Note("Look around with:");
        foreach (var command in new[]
        {
            "status", "quarantine list", "quarantine show ID", "quarantine release ID",
            $"mailbox list {DemoPeople.Accounts[0]}", "mailbox show ID", "trace ID",
        })
            output.Note($"  ./sekisho {command} --data {dataFolder}");
        output.Note($"Send one yourself: ./sekisho send FILE --to {door} --from you@example.net --rcpt {DemoPeople.Accounts[0]}");
    }

    [GeneratedRegex("[0-9a-z]{26}", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();
}
