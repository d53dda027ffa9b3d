namespace Sekisho.Roles.Calls.Client;

/// <summary>A place at an instance and a connection to it, for the time of one call.</summary>
internal sealed class CallLease(CallRoute route, int index, CallConnection connection, bool isNew)
{
    private CancellationTokenRegistration _cancellation;
    private int _released;

    /// <summary>Which call.</summary>
    public CallRoute Route => route;

    /// <summary>The connection.</summary>
    public CallConnection Connection => connection;

    /// <summary>Whether the connection was made for this call.</summary>
    public bool IsNew => isNew;

    /// <summary>The name of the process called.</summary>
    public string Instance => route.Instances[index].Address.Instance;

    /// <summary>The head of the reply.</summary>
    public ReplyHead Head { get; set; }

    /// <summary>Whether the connection can serve another call.</summary>
    public bool Reusable { get; set; }

    /// <summary>From now on, cancelling closes the connection, which tells the callee.</summary>
    public void BeginCancellation(CancellationToken cancellation) =>
        _cancellation = cancellation.UnsafeRegister(static state => ((CallConnection)state!).Dispose(), connection);

    /// <summary>Cancelling has no effect any more.</summary>
    public void EndCancellation() => _cancellation.Dispose();

    /// <summary>Gives back connection and place; does nothing the second time.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0) return;
        ReleaseConnection();
        route.Gate.Leave(index);
    }

    /// <summary>Gives back the connection and keeps the place.</summary>
    public void ReleaseConnection()
    {
        _cancellation.Dispose();
        if (connection.Reset() && Reusable) route.Instances[index].Keep(connection);
        else connection.Dispose();
    }
}
