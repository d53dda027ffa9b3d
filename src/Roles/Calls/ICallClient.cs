using System.Buffers;

namespace Sekisho.Roles.Calls;

/// <summary>Makes calls to the other roles with this role's own token.</summary>
public interface ICallClient
{
    /// <summary>Asks and waits for the reply.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="request">The JSON part.</param>
    /// <param name="content">The content bytes; empty for none. Must stay valid until the reply is there.</param>
    /// <param name="cancellation">Ends the wait; the callee is told.</param>
    /// <exception cref="CallException">The call failed; its <see cref="CallException.Failure"/> says how.</exception>
    ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default);

    /// <summary>Asks where the reply carries content bytes; the caller reads them from the stream and disposes the reply.</summary>
    /// <exception cref="CallException">The call failed; its <see cref="CallException.Failure"/> says how.</exception>
    ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default);

    /// <summary>Asks with content bytes where the reply carries content bytes too.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="request">The JSON part.</param>
    /// <param name="content">The content bytes. Must stay valid until the reply is there.</param>
    /// <param name="cancellation">Ends the wait; the callee is told.</param>
    /// <exception cref="CallException">The call failed; its <see cref="CallException.Failure"/> says how.</exception>
    ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content, CancellationToken cancellation) =>
        throw new NotSupportedException($"{call.Name}: this client takes no content in both directions.");
}
