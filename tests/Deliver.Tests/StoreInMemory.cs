using System.Buffers;
using System.Collections.Concurrent;
using Sekisho.Deliver.Leasing;
using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Contents;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;
using Sekisho.Store.Reports;
using Sekisho.Store.Sealed;
using Sekisho.Vault.Opening;
using Sekisho.Vault.Signing;

namespace Sekisho.Deliver.Tests;

/// <summary>The store's and the vault's calls that the role makes, over lists in memory. A deferred job is not given out again by itself.</summary>
internal sealed class StoreInMemory : ICallClient
{
    public static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly List<(DeliveryJob Job, byte[] Content)> _due = [];
    private readonly ConcurrentDictionary<string, (DeliveryJob Job, byte[] Content)> _leased = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<(SettleRequest Request, byte[] Notice)>> _settled = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<CallFailure>> _failures = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    /// <summary>Every request for due messages.</summary>
    public ConcurrentQueue<LeaseDueRequest> Requests { get; } = new();

    /// <summary>Every request for keys.</summary>
    public ConcurrentQueue<OpenQueueRequest> OpenedLeases { get; } = new();

    /// <summary>What was counted for reports.</summary>
    public ConcurrentQueue<Observation> Observed { get; } = new();

    /// <summary>The vault's answer to a request for signatures; by itself no domain has a key.</summary>
    public Func<SignDkimRequest, SignDkimReply> Sign { get; set; } = _ => new SignDkimReply([], []);

    /// <summary>The vault's answers about credentials; null for none.</summary>
    public Func<object, object?> Credentials { get; set; } = _ => null;

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
            Ordinals = [.. Enumerable.Range(0, envelope.Recipients.Count)],
            Keys = TestKeys.NewKeys(),
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
        if (request is LeaseHeldRequest)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return (TReply)(object)new LeaseHeldReply([]);
        }

        if (request is OpenQueueRequest open)
        {
            OpenedLeases.Enqueue(open);
            return (TReply)(object)TestKeys.Answer(open);
        }

        if (request is ObserveRequest observe)
        {
            foreach (var one in observe.Observations) Observed.Enqueue(one);
            return (TReply)(object)Nothing.Value;
        }

        if (Credentials(request!) is TReply answer) return answer;
        if (request is SignDkimRequest sign) return (TReply)(object)Sign(sign);

        var settle = Assert.IsType<SettleRequest>(request);
        if (!_leased.TryRemove(settle.Lease, out var leased)) throw new CallException(CallFailure.Rejected, "The lease has ended.");
        Assert.Equal(Enumerable.Range(0, leased.Job.Envelope.Recipients.Count), settle.Results.Select(result => result.Ordinal));
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
            var (job, plain) = _leased[byId.Id];
            var content = ContentSealer.Seal(job.Keys.Content.Span, plain);
            return Reply<TReply>(new ContentInfo(plain.Length), content[..Math.Min(content.Length, CutContentAt)]);
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
                    foreach (var due in picked) _leased[due.Job.Lease] = due;
                    var inline = picked.ConvertAll(due => due.Content.Length <= lease.InlineContentBytes ? ContentSealer.Seal(due.Job.Keys.Content.Span, due.Content) : []);
                    return Reply<TReply>(new LeaseDueReply([.. picked.Select((due, i) => Seal(due.Job, inline[i].Length))]), [.. inline.SelectMany(bytes => bytes)]);
                }
            }

            using var both = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancellation);
            await Task.WhenAny(changed, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, both.Token));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The job as the store would hold it.</summary>
    private static SealedJob Seal(DeliveryJob job, int inlineBytes)
    {
        var facts = new FactSet();
        if (job.SenderIsForged) facts.Set("auth.spf", "fail");

        // The role wipes the keys of its own copy at the job's end, not these.
        var envelope = new MessageEnvelope
        {
            ReversePath = job.Envelope.ReversePath,
            Recipients = [.. job.Envelope.Recipients.Select((recipient, i) => new EnvelopeEntry(i, recipient))],
            Body = job.Envelope.Body,
            SmtpUtf8 = job.Envelope.SmtpUtf8,
            RequireTls = job.Envelope.RequireTls,
            Return = job.Envelope.Return,
            EnvelopeId = job.Envelope.EnvelopeId,
            Origin = new Origin { Kind = job.Origin, Account = job.Account },
            Verdict = new Verdict { Disposition = Disposition.Accept, Facts = facts },
        };
        return new SealedJob
        {
            Lease = job.Lease,
            MessageId = job.MessageId,
            Envelope = TestKeys.Seal(job.MessageId, envelope, job.Keys),
            Recipients = [.. Enumerable.Range(0, job.Envelope.Recipients.Count)],
            Route = job.Route,
            ContentBytes = job.ContentBytes,
            InlineBytes = inlineBytes,
            AcceptedAt = job.AcceptedAt,
            Expired = job.Expired,
            Lost = job.Lost,
            LastReply = job.LastReply is null ? null : DeliveryReply.Seal(job.Keys.Envelope.Span, job.MessageId, job.LastReply),
            DelayNoticeDue = job.DelayNoticeDue,
        };
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
