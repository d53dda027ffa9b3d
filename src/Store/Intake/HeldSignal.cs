namespace Sekisho.Store.Intake;

/// <summary>Wakes those who wait for messages to inspect again.</summary>
internal sealed class HeldSignal
{
    private TaskCompletionSource _changed = New();

    /// <summary>Ends at the next <see cref="Pulse"/>. Take it before looking.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    public void Pulse() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
