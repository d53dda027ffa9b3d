namespace Sekisho.Bench.Mail.Systems;

/// <summary>A mail system under test, running on this machine as its own processes.</summary>
internal interface IMailSystem : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Where its SMTP door is.</summary>
    int Port { get; }

    /// <summary>The processes whose trees are the system.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>Those of its processes whose times are told apart; none where the system is one for the report.</summary>
    IReadOnlyList<Part> Parts => [];

    /// <summary>How many messages it still works on.</summary>
    Task<long> PendingAsync(CancellationToken cancellation);
}
