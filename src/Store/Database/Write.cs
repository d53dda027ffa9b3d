namespace Sekisho.Store.Database;

/// <summary>A write with a result.</summary>
internal sealed class Write<T>(Func<WriteTransaction, T> work, long contentBytes) : IWrite
{
    // Callers continue elsewhere: the writer's thread goes on with the next batch.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _refusal;

    public long ContentBytes => contentBytes;

    public Task<T> Done => _done.Task;

    public void Apply(WriteTransaction transaction)
    {
        _refusal = null;
        _result = work(transaction);
    }

    public void Refused(Exception refusal) => _refusal = refusal;

    public void Complete()
    {
        if (_refusal is null) _done.TrySetResult(_result);
        else _done.TrySetException(_refusal);
    }

    public void Fail(Exception failure) => _done.TrySetException(failure);
}
