namespace Sekisho.Store.Database;

/// <summary>Asks the writer to empty the log between two batches: that cannot be done within a transaction.</summary>
internal sealed class EmptyLog : IWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long ContentBytes => 0;

    public Task Done => _done.Task;

    public void Apply(WriteTransaction transaction)
    {
    }

    public void Refused(Exception refusal)
    {
    }

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception failure) => _done.TrySetResult();
}
