namespace Sekisho.Smtp.Server;

/// <summary>Why a message is refused at its end whatever the handler would say.</summary>
internal enum ContentProblem
{
    None,

    /// <summary>A bare CR, a bare LF or a NUL: a server behind us might see the end of the message there.</summary>
    BareLineEnd,

    /// <summary>A line beyond the limit.</summary>
    LineTooLong,

    /// <summary>Larger than allowed.</summary>
    TooLarge,

    /// <summary>The memory shared by all sessions is used up.</summary>
    NoRoom,
}
