using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls.Client;
using Sekisho.Roles.Calls.Server;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Hosting;

/// <summary>The start order of one role: the one line that its process reads from standard input. Holds a secret.</summary>
internal sealed record RoleStart
{
    /// <summary>Which role.</summary>
    public required RoleKind Role { get; init; }

    /// <summary>The name of the process: "mx", "inspect.2".</summary>
    public required string Instance { get; init; }

    /// <summary>A new value at every start.</summary>
    public required string RunId { get; init; }

    /// <summary>The role's own folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The role's second folder; null for none.</summary>
    public string? SecondFolder { get; init; }

    /// <summary>The folder of its own socket, lock and temporary files.</summary>
    public required string RunFolder { get; init; }

    /// <summary>The role's own call token.</summary>
    public required string Token { get; init; }

    /// <summary>The socket on which it answers.</summary>
    public required string Socket { get; init; }

    /// <summary>Whether the other roles have other users, so that the group must be able to connect to the socket.</summary>
    public bool SharesSocket { get; init; }

    /// <summary>Those it may call.</summary>
    public required IReadOnlyList<CalleeAddress> Callees { get; init; }

    /// <summary>Those who may call, by the hashes of their tokens.</summary>
    public required IReadOnlyList<KnownCaller> Callers { get; init; }

    /// <summary>The options for the role's factory.</summary>
    public JsonElement Options { get; init; }

    /// <summary>Records below this level are not made.</summary>
    public required LogLevel LogLevel { get; init; }
}
