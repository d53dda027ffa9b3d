namespace Sekisho.Store.Database;

/// <summary>What one write sees of the transaction it shares with others.</summary>
internal sealed class WriteTransaction(Connection connection, DateTimeOffset now, EventNumbers events)
{
    private readonly List<Action> _afterCommit = [];

    public Connection Db => connection;

    /// <summary>One moment for everything in this transaction.</summary>
    public DateTimeOffset Now => now;

    /// <summary>A number greater than all before: orders events and mailbox entries, across restarts too.</summary>
    public long NextNumber() => events.Next(now);

    /// <summary>What to do once the transaction is on disk, before its callers hear of it; not at all when it fails.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    public int AfterCommitCount => _afterCommit.Count;

    /// <summary>Forgets what a write that was refused had asked for.</summary>
    public void ForgetAfterCommit(int keep) => _afterCommit.RemoveRange(keep, _afterCommit.Count - keep);

    public void RunAfterCommit()
    {
        foreach (var action in _afterCommit) action();
    }
}
