using System.Collections.Concurrent;
using Sekisho.Deliver.Reporting;
using Sekisho.MailAuth.Reports.Collecting;

namespace Sekisho.Deliver.Tests.Reporting;

/// <summary>Keeps the sessions that it is told of.</summary>
internal sealed class SessionsInMemory : ITlsSessions
{
    private readonly ConcurrentQueue<TlsSession> _sessions = new();

    public IReadOnlyList<TlsSession> All => [.. _sessions];

    public void Add(TlsSession session) => _sessions.Enqueue(session);
}
