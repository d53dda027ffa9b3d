using Sekisho.Roles.Table;

namespace Sekisho.Roles.Calls;

/// <summary>What a handler knows of the call it answers, beside the request itself.</summary>
public sealed class CallContext
{
    /// <summary>Who calls; already checked against the role table.</summary>
    public required RoleKind Caller { get; init; }

    /// <summary>
    /// Which process of that role calls: 16 hexadecimal digits of the hash of its call token. A process started anew by the same
    /// supervisor keeps it; nobody else has it.
    /// </summary>
    public string CallerId { get; init; } = "";

    /// <summary>On whose behalf, as the caller says; null where it says nothing. Whoever believes it checks it.</summary>
    public CallBehalf? Behalf { get; init; }

    /// <summary>The content bytes of the request, to the end of the stream; empty where there are none.</summary>
    public required Stream Content { get; init; }

    /// <summary>How many content bytes there are.</summary>
    public required long ContentLength { get; init; }

    /// <summary>Set when the caller has gone or its time is over.</summary>
    public required CancellationToken Aborted { get; init; }

    /// <summary>Content bytes to send after the reply, written by this function once the JSON part is out; null for none.</summary>
    public Func<Stream, CancellationToken, Task>? ReplyContent { get; set; }

    /// <summary>How many bytes <see cref="ReplyContent"/> will write: must be exact.</summary>
    public long ReplyContentLength { get; set; }

    /// <summary>
    /// Called when the JSON part of the reply could not be written, so that the caller knows nothing of it: takes back what the
    /// reply gave out. Null for nothing. Not called when only content bytes were lost.
    /// </summary>
    public Action? ReplyLost { get; set; }
}
