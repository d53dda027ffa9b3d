using System.Buffers;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Archive;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Tracing;

namespace Sekisho.Commands.Person;

/// <summary>
/// Calls of a command on behalf of a person: each carries the ticket, so that the vault judges it by that person's right and not by the
/// operator's. What the store lists of other tenants is left out, since nothing of it could be opened; what is the operator's
/// alone is not called. Of archives it is asked for the own tenant's only.
/// </summary>
internal sealed class PersonCalls(ICallClient calls, TicketRecord ticket) : ICallClient, IDisposable
{
    private static readonly HashSet<string> OfStore =
    [
        StoreCalls.QuarantineList.Name, StoreCalls.QuarantineContent.Name, StoreCalls.QuarantineChange.Name,
        StoreCalls.QueueList.Name, StoreCalls.QueueChange.Name, StoreCalls.Trace.Name, StoreCalls.SendersList.Name, StoreCalls.SendersChange.Name,
        ArchiveCalls.Months.Name, ArchiveCalls.List.Name, ArchiveCalls.Tokens.Name, ArchiveCalls.Search.Name, ArchiveCalls.Content.Name,
    ];

    /// <inheritdoc/>
    public async ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
    {
        var reply = await calls.SendAsync(Named(call), InTenant(call.Name, request), content, cancellation);
        return reply switch
        {
            QuarantineListReply page => (TReply)(object)(page with { Items = [.. page.Items.Select(Own).Where(item => item.Envelopes.Count > 0)] }),
            QueueListReply page => (TReply)(object)(page with
            {
                Items = [.. page.Items.Where(item => item.Tenant == ticket.Tenant)],
                Envelopes = [.. page.Envelopes.Where(envelope => envelope.Tenant == ticket.Tenant)],
            }),
            // A message with no envelope of theirs is answered as one that is not there.
            SealedTrace trace => (TReply)(object)(trace with { Envelopes = trace.Envelopes.Where(envelope => envelope.Tenant == ticket.Tenant).ToList() is { Count: > 0 } own ? own : throw NoTrace(trace.Id) }),
            _ => reply,
        };
    }

    /// <inheritdoc/>
    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
        calls.OpenAsync(Named(call), InTenant(call.Name, request), cancellation);

    /// <inheritdoc/>
    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content, CancellationToken cancellation) =>
        calls.OpenAsync(Named(call), InTenant(call.Name, request), content, cancellation);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => (calls as IDisposable)?.Dispose();

    private SealedQuarantineItem Own(SealedQuarantineItem item) => item with { Envelopes = [.. item.Envelopes.Where(envelope => envelope.Tenant == ticket.Tenant)] };

    /// <summary>The store answers of any archive, and has no rights: a person's command asks it of the own tenant's alone, whichever number it says.</summary>
    private TRequest InTenant<TRequest>(string call, TRequest request) => request switch
    {
        ArchiveContentRequest { Tenant: 0 } whichever => (TRequest)(object)(whichever with { Tenant = ticket.Tenant }),
        ArchiveContentRequest { Tenant: var tenant } when tenant != ticket.Tenant => throw NotTheirs(call),
        ArchiveMonthsRequest { Tenant: var tenant } when tenant != ticket.Tenant => throw NotTheirs(call),
        ArchiveListRequest { Tenant: var tenant } when tenant != ticket.Tenant => throw NotTheirs(call),
        ArchiveTokensRequest { Tenant: var tenant } when tenant != ticket.Tenant => throw NotTheirs(call),
        ArchiveSearchRequest { Tenant: var tenant } when tenant != ticket.Tenant => throw NotTheirs(call),
        _ => request,
    };

    private static CallException NoTrace(string id) => new(CallFailure.Rejected, $"There is no message {id}, or its trace is no longer kept.");

    private static CallException NotTheirs(string call) => new(CallFailure.Rejected, $"{call} is not theirs to do there: it is another tenant's.");

    private Call<TRequest, TReply> Named<TRequest, TReply>(Call<TRequest, TReply> call) =>
        call.Name.StartsWith("vault.", StringComparison.Ordinal) || OfStore.Contains(call.Name)
            ? call with { Behalf = (call.Behalf ?? new CallBehalf()) with { Ticket = ticket.Ticket } }
            : throw new CallException(CallFailure.Rejected, $"{call.Name} is not theirs to do: it is the operator's alone.");
}
