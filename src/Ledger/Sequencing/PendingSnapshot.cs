namespace Sekisho.Ledger.Sequencing;

/// <summary>A wish to publish: taken between two groups.</summary>
internal sealed class PendingSnapshot : ISequenced
{
    private readonly TaskCompletionSource<PublishSnapshot> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<PublishSnapshot> Done => _done.Task;

    public void Complete(PublishSnapshot snapshot) => _done.SetResult(snapshot);

    public void Fail(Exception problem) => _done.TrySetException(problem);
}
