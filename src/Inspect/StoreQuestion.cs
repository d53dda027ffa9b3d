using System.Text.Json.Serialization.Metadata;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Inspect;

/// <summary>What inspection asks the store while a message waits: a small question, and a message that is judged without the answer when none comes.</summary>
internal static class StoreQuestion
{
    /// <summary>The call of a question.</summary>
    /// <param name="name">Its name in the table of roles.</param>
    /// <param name="request">How the question is written.</param>
    /// <param name="reply">How the answer is written.</param>
    public static Call<TRequest, TReply> Named<TRequest, TReply>(string name, JsonTypeInfo<TRequest> request, JsonTypeInfo<TReply> reply) => new()
    {
        Callee = RoleKind.Store,
        Name = name,
        RequestType = request,
        ReplyType = reply,
        MaxRequestBytes = 128 * 1024,
        Timeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Asks; null when the store does not answer: it takes no mail then either, so that nothing is judged mildly and kept.</summary>
    /// <exception cref="OperationCanceledException">The caller does not want the answer any more.</exception>
    public static async ValueTask<TReply?> AskAsync<TRequest, TReply>(this ICallClient calls, Call<TRequest, TReply> question, TRequest request, CancellationToken cancellation)
        where TReply : class
    {
        try
        {
            return await calls.SendAsync(question, request, default, cancellation);
        }
        catch (CallException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }
}
