namespace Sekisho.Roles.Calls;

/// <summary>A reply whose content bytes are still to be read.</summary>
/// <typeparam name="TReply">The JSON part.</typeparam>
/// <param name="Value">The JSON part.</param>
/// <param name="Content">The content bytes, to the end of the stream. A read throws <see cref="IOException"/> when the callee dies.</param>
/// <param name="Release">Gives the connection back.</param>
public sealed record ContentReply<TReply>(TReply Value, Stream Content, Func<ValueTask> Release) : IAsyncDisposable
{
    /// <summary>Gives the connection back.</summary>
    public ValueTask DisposeAsync() => Release();
}
