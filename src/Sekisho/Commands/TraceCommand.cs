using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Opening;

namespace Sekisho.Commands;

/// <summary>A message's whole way.</summary>
internal sealed class TraceCommand : SystemCommand
{
    private readonly Argument<string> _id = IdArgument.Create();

    /// <summary>Makes the command.</summary>
    public TraceCommand(Surroundings surroundings)
        : base("trace", "Tell a message's whole way: where it came from, what was decided and why, where it went.", surroundings) => Add(_id);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("id", "the message"),
        new("envelope", "reversePath, recipients[] and the parameters of the SMTP extensions"),
        new("origin", "kind, client, helo, tls, account"),
        new("verdict", "disposition (accept, tag, disarm, quarantine, reject, defer), score, reasons[] (code, evidence, points, and of a rule its id and title), facts{}"),
        new("disarmedAs", "of an original in quarantine: the message that was delivered in its place; absent otherwise"),
        new("disarmedFrom", "of a message that was rebuilt: the original in quarantine; absent otherwise"),
        new("subject", "decoded; absent when there is none"),
        new("contentBytes", "the size"),
        new("events[]", "at, what, recipient (absent: all), detail (of a delivery: who said what [which TLS policy applied: what came of it]); oldest first"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var sealedTrace = await calls.SendAsync(StoreCalls.Trace, new ByIdRequest(parse.GetRequiredValue(_id)), default, cancellation);
        var trace = await OpenTrace.RunAsync(sealedTrace, new VaultOpener(calls, "trace"), cancellation);
        if (output.Json) output.WriteJson(trace, StoreJson.Default.MessageTrace);
        else Write(output, trace);
        return ExitCodes.Done;
    }

    private static void Write(CommandOutput output, MessageTrace trace)
    {
        output.WriteLine($"Message  {trace.Id} ({Show.Bytes(trace.ContentBytes)})");
        output.WriteLine($"Subject  {trace.Subject}");
        output.WriteLine($"From     {Show.Sender(trace.Envelope.ReversePath)}");
        foreach (var recipient in trace.Envelope.Recipients) output.WriteLine($"To       {recipient.Address}");
        output.WriteLine($"Origin   {Show.NameOf(trace.Origin.Kind)} {trace.Origin.Client} {trace.Origin.Helo} {trace.Origin.Tls ?? "in clear"} {trace.Origin.Account}");
        output.WriteLine($"Verdict  {Show.NameOf(trace.Verdict.Disposition)}, score {trace.Verdict.Score:0.##}");
        if (trace.DisarmedAs is { } rebuilt) output.WriteLine($"Disarmed delivered without what could do harm as {rebuilt}; this is the original");
        if (trace.DisarmedFrom is { } original) output.WriteLine($"Disarmed from {original}, which is kept in quarantine");
        foreach (var reason in trace.Verdict.Reasons) output.WriteLine($"Reason   {Show.Reason(reason)}");
        var table = new TextTable("time", "what", "recipient", "detail");
        foreach (var step in trace.Events) table.Add(Show.Time(step.At), step.What, step.Recipient, step.Detail);
        table.WriteTo(output);
    }
}
