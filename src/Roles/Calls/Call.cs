using System.Text.Json.Serialization.Metadata;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Calls;

/// <summary>
/// One thing that a role can be asked: its name, who answers, the types that travel and the limits. The request is
/// a JSON value and, where <see cref="MaxContentBytes"/> allows, a run of content bytes; the reply likewise.
/// </summary>
/// <typeparam name="TRequest">What is asked, as JSON.</typeparam>
/// <typeparam name="TReply">What is answered, as JSON.</typeparam>
public sealed record Call<TRequest, TReply>
{
    /// <summary>The role that answers.</summary>
    public required RoleKind Callee { get; init; }

    /// <summary>The name in the role table, "role.verb", for instance <c>store.accept</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How the request is written as JSON (source-generated).</summary>
    public required JsonTypeInfo<TRequest> RequestType { get; init; }

    /// <summary>How the reply is written as JSON (source-generated).</summary>
    public required JsonTypeInfo<TReply> ReplyType { get; init; }

    /// <summary>The most the JSON part of a request may have, in bytes. Stops a caller from filling the callee's memory.</summary>
    public int MaxRequestBytes { get; init; } = 1024 * 1024;

    /// <summary>The most content bytes that may follow the request; 0 for none.</summary>
    public long MaxContentBytes { get; init; }

    /// <summary>After this time without a reply the caller gives up; the callee is told to stop.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many of this call one instance of the callee works on at a time; further ones wait with the caller.</summary>
    public int MaxConcurrentPerInstance { get; init; } = 256;

    /// <summary>On whose behalf this call is made (<c>call with { Behalf = … }</c>); null for the role's own.</summary>
    public CallBehalf? Behalf { get; init; }
}
