using System.Buffers;
using Sekisho.Roles.Calls;

namespace Sekisho.Roles.Supervision;

/// <summary>How the command line talks to the running system: with the operator's token out of the run folder.</summary>
public sealed class OperatorConnection : ICallClient, IDisposable
{
    private OperatorConnection()
    {
    }

    /// <summary>The running supervisor's process identifier.</summary>
    public int SupervisorPid { get; }

    /// <summary>Finds the system that runs on a data folder and makes sure that it is alive.</summary>
    /// <exception cref="OperatorConnectionException">It cannot be reached; the message says why and what to do.</exception>
    public static OperatorConnection Open(string dataFolder) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
