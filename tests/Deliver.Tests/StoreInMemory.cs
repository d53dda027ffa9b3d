using System.Buffers;
using System.Collections.Concurrent;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;

namespace Sekisho.Deliver.Tests;

/// <summary>The store's calls that the role makes, over lists in memory. A deferred job is not given out again by itself.</summary>
internal sealed class StoreInMemory : ICallClient
{
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    private readonly Lock _lock = new();
    private readonly List<(DeliveryJob Job, byte[] Content)> _due = [];
    private readonly ConcurrentDictionary<string, (DeliveryJob Job, byte[] Content)> _leased = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<(SettleRequest Request, byte[] Notice)>> _settled = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<CallFailure>> _failures = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    /// <summary>Every request for due messages.</summary>
    public ConcurrentQueue<LeaseDueRequest> Requests { get; } = new();

    /// <summary>How often content was read outside of a lease.</summary>
    public int ContentReads;

    /// <summary>Content bytes of a read are cut after this many.</summary>
    public int CutContentAt { get; set; } = int.MaxValue;

    public int LeasedCount => _leased.Count;

    /// <summary>Puts a message into the queue.</summary>
    /// <returns>Its identifier.</returns>
    public string Add(Route route, byte[] content, Envelope envelope, Func<DeliveryJob, DeliveryJob>? change = null)
    {
        var id = $"m{Interlocked.Increment(ref _next)}";
        var job = new DeliveryJob
        {
            Lease = "lease-" + id,
            MessageId = id,
            Envelope = envelope,
            Route = route,
            ContentBytes = content.Length,
            AcceptedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        lock (_lock)
        {
            _due.Add((change is null ? job : change(job), content));
            _changed.TrySetResult();
        }

        return id;
    }

    /// <summary>The next calls of this name fail, one after the other.</summary>
    public void Fail(string call, params CallFailure[] failures) => _failures[call] = new ConcurrentQueue<CallFailure>(failures);

    /// <summary>What a message was settled with.</summary>
    public Task<(SettleRequest Request, byte[] Notice)> SettledAsync(string id) => Settled(id).Task.WaitAsync(Guard);

    public bool IsSettled(string id) => Settled(id).Task.IsCompleted;

    public async ValueTask<TReply> SendAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
    {
        await Task.Yield();
        FailIfWanted(call.Name);
        var settle = Assert.IsType<SettleRequest>(request);
        if (!_leased.TryRemove(settle.Lease, out var leased)) throw new CallException(CallFailure.Rejected, "The lease has ended.");
        Assert.Equal(leased.Job.Envelope.Recipients.Select(recipient => recipient.Address), settle.Results.Select(result => result.Address));
        Assert.True(Settled(leased.Job.MessageId).TrySetResult((settle, content.ToArray())), "settled twice");
        return (TReply)(object)Nothing.Value;
    }

    public async ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default)
    {
        await Task.Yield();
        FailIfWanted(call.Name);
        if (request is ByIdRequest byId)
        {
            Interlocked.Increment(ref ContentReads);
            var content = _leased[byId.Id].Content;
            return Reply<TReply>(new ContentInfo(content.Length), content[..Math.Min(content.Length, CutContentAt)]);
        }

        var lease = Assert.IsType<LeaseDueRequest>(request);
        Requests.Enqueue(lease);
        using var wait = new CancellationTokenSource(TimeSpan.FromSeconds(lease.WaitSeconds));
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_changed.Task.IsCompleted) _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                changed = _changed.Task;
                var picked = _due.Where(due => !lease.BusyDestinations.Contains(due.Job.Route.Destination, StringComparer.Ordinal)).Take(lease.Most).ToList();
                if (picked.Count > 0 || lease.WaitSeconds == 0 || wait.IsCancellationRequested)
                {
                    _due.RemoveAll(picked.Contains);
                    var jobs = picked.ConvertAll(due => due.Job with { Inline = due.Content.Length <= lease.InlineContentBytes });
                    foreach (var due in picked) _leased[due.Job.Lease] = due;
                    return Reply<TReply>(new LeaseDueReply(jobs), [.. picked.Where(due => due.Content.Length <= lease.InlineContentBytes).SelectMany(due => due.Content)]);
                }
            }

            using var both = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancellation);
            await Task.WhenAny(changed, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, both.Token));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static ContentReply<TReply> Reply<TReply>(object value, byte[] content) =>
        new((TReply)value, new MemoryStream(content), () => ValueTask.CompletedTask);

    private TaskCompletionSource<(SettleRequest Request, byte[] Notice)> Settled(string id) =>
        _settled.GetOrAdd(id, _ => new TaskCompletionSource<(SettleRequest Request, byte[] Notice)>(TaskCreationOptions.RunContinuationsAsynchronously));

    private void FailIfWanted(string call)
    {
        if (_failures.TryGetValue(call, out var failures) && failures.TryDequeue(out var failure)) throw new CallException(failure, "as the test wants");
    }
}
