using Microsoft.Extensions.Logging;

namespace Sekisho.Roles.Calls.Server;

/// <summary>What a call server needs.</summary>
internal sealed record CallServerOptions
{
    /// <summary>The name of this process in logs and failures.</summary>
    public required string InstanceName { get; init; }

    /// <summary>The Unix socket to answer on.</summary>
    public required string SocketPath { get; init; }

    /// <summary>Who may call at all.</summary>
    public required CallerTokens Callers { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The one log stream.</summary>
    public required ILoggerFactory Logs { get; init; }

    /// <summary>Whether the group may connect too: where each role has a user of its own.</summary>
    public bool IsForGroup { get; init; }

    /// <summary>The most calls under way at a time, of all callers and kinds; one more is refused as overloaded. Stops a caller from filling the callee's memory with half-read requests.</summary>
    public int MaxCalls { get; init; } = 1024;

    /// <summary>The most bytes that the JSON parts of all calls under way may have together; one more is refused as overloaded. Stops many large requests from doing what one too large may not.</summary>
    public long MaxRequestBytesTogether { get; init; } = 256L * 1024 * 1024;

    /// <summary>The most connections. Above <see cref="MaxCalls"/>, so that refusals can be told.</summary>
    public int MaxConnections { get; init; } = 4096;
}
