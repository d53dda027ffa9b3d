using System.Buffers;
using Microsoft.Extensions.Logging;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.Asking;

/// <summary>Asks for a verdict, for whoever has a message. No verdict is a verdict too: the message is held and inspected again.</summary>
/// <param name="calls">The caller's calls.</param>
/// <param name="logger">The caller's log.</param>
public sealed class Inspection(ICallClient calls, ILogger logger)
{
    private const int MaxSubjectCharacters = 200;

    /// <summary>Asks a free worker; a failure of the call is a verdict that says so.</summary>
    public async ValueTask<Verdict> InspectAsync(InspectRequest request, ReadOnlySequence<byte> message, CancellationToken cancellation)
    {
        try
        {
            // Whatever a worker says of originals: who takes the message knows.
            return await calls.SendAsync(InspectCalls.Message, request, message, cancellation) with { DisarmedAs = null, DisarmedFrom = null };
        }
        catch (CallException exception)
        {
            Log.NotInspected(logger, request.Id, exception.Failure, exception);
            return new Verdict { Disposition = Disposition.Defer, Reasons = [new Reason(ReasonOf(exception.Failure), exception.Failure.ToString())] };
        }
    }

    /// <summary>The subject among the facts of a verdict, cut for lists.</summary>
    public static string? Subject(Verdict verdict)
    {
        if (!verdict.Facts.Values.TryGetValue("subject", out var fact) || fact is not string subject) return null;
        if (subject.Length <= MaxSubjectCharacters) return subject;
        var end = char.IsHighSurrogate(subject[MaxSubjectCharacters - 1]) ? MaxSubjectCharacters - 1 : MaxSubjectCharacters;
        return subject[..end];
    }

    internal static ReasonCode ReasonOf(CallFailure failure) => failure switch
    {
        CallFailure.TimedOut => ReasonCode.InspectionTimeout,
        CallFailure.Interrupted or CallFailure.Faulted => ReasonCode.InspectionCrashed,
        _ => ReasonCode.InspectionUnavailable,
    };
}
