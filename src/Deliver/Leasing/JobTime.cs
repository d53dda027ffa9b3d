namespace Sekisho.Deliver.Leasing;

/// <summary>
/// The time of one job, from the moment it is leased: the wait for a slot counts, too. A job must end well before its
/// lease does, or the store gives the same mail out a second time while the first delivery still goes on: a server that
/// answers slowly enough would get the same mail every hour.
/// </summary>
internal sealed class JobTime : IDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _overOrAborted;
    private readonly CancellationToken _abort;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lastStart;
    private readonly long _started;

    public JobTime(DeliverOptions options, TimeProvider clock, CancellationToken abort)
    {
        _clock = clock;
        _abort = abort;
        _started = clock.GetTimestamp();
        _lastStart = TimeSpan.FromSeconds(options.LastTransactionSeconds);
        _over = new CancellationTokenSource(TimeSpan.FromSeconds(options.MaxJobSeconds), clock);
        _overOrAborted = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, abort);
    }

    /// <summary>Ends what the job does: its time is over, or all jobs are dropped.</summary>
    public CancellationToken Token => _overOrAborted.Token;

    /// <summary>All jobs are dropped: nothing is reported.</summary>
    public bool IsAborted => _abort.IsCancellationRequested;

    /// <summary>The time is over (and the jobs are not dropped): what is known is reported.</summary>
    public bool IsOver => _over.IsCancellationRequested && !IsAborted;

    /// <summary>Whether a transaction that begins now still has its whole time.</summary>
    public bool MayBegin => _clock.GetElapsedTime(_started) < _lastStart;

    public void Dispose()
    {
        _overOrAborted.Dispose();
        _over.Dispose();
    }
}
