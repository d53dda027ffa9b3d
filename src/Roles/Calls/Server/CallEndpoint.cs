namespace Sekisho.Roles.Calls.Server;

/// <summary>One call that is answered, its types forgotten.</summary>
internal abstract class CallEndpoint
{
    /// <summary>The name in the role table.</summary>
    public abstract string Name { get; }

    /// <summary>The most the JSON part of a request may have, in bytes.</summary>
    public abstract int MaxRequestBytes { get; }

    /// <summary>The most content bytes that may follow.</summary>
    public abstract long MaxContentBytes { get; }

    /// <summary>After this time the handler is told to stop.</summary>
    public abstract TimeSpan Timeout { get; }

    /// <summary>Answers an exchange whose caller is known and allowed.</summary>
    /// <exception cref="CallException">No reply; the failure goes to the caller.</exception>
    public abstract Task AnswerAsync(CallExchange exchange);
}
