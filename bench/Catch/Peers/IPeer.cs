namespace Sekisho.Bench.Catch.Peers;

/// <summary>Another program that judges mail, as its package is installed and untrained, without a network.</summary>
internal interface IPeer : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Whether it would tag, hold or refuse the message.</summary>
    Task<bool> CatchesAsync(byte[] message, CancellationToken cancellation);
}
