using System.Collections.Concurrent;
using Sekisho.Deliver.TlsResults;

namespace Sekisho.Deliver.Tests.TlsResults;

/// <summary>Keeps the sessions that it is told of.</summary>
internal sealed class SessionsInMemory : ITlsResultSink
{
    private readonly ConcurrentQueue<TlsSession> _sessions = new();

    public IReadOnlyList<TlsSession> All => [.. _sessions];

    public void Add(TlsSession session) => _sessions.Enqueue(session);
}
