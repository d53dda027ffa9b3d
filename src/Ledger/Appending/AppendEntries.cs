using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Sequencing;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Ledger.Appending;

/// <summary>Takes entries from the other roles. Who writes is the caller, whatever the request says.</summary>
internal sealed class AppendEntries(Sequencer sequencer, ILogger log)
{
    public async ValueTask<AppendReply> HandleAsync(CallContext context, AppendRequest request)
    {
        var role = RoleTable.NameOf(context.Caller);
        if (ProblemOf(request) is { } problem)
        {
            Log.EntryRefused(log, role, problem);
            throw new CallException(CallFailure.Rejected, problem);
        }

        return await sequencer.AppendAsync(new WriterKey(role, context.CallerId, request.Start), request.First, request.Entries);
    }

    private static string? ProblemOf(AppendRequest request)
    {
        if (!WriterKey.IsStart(request.Start)) return $"the start is not 1 to {WriterKey.MaxStartLength} letters and digits";
        if (request.First < 1 || request.First > long.MaxValue / 2) return "numbers begin at 1";
        if (request.Entries.Count is 0 or > EntryRules.MaxEntriesPerAppend) return $"an append has 1 to {EntryRules.MaxEntriesPerAppend} entries";
        foreach (var entry in request.Entries)
        {
            if (entry is null) return "an entry is null";
            if (EntryRules.ProblemOf(entry) is { } problem) return $"{entry.Type}: {problem}";
        }

        return null;
    }
}
