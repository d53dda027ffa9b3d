namespace Sekisho.Smtp.Client.Sessions;

/// <summary>How far a reply has been read.</summary>
internal enum ReplyParse
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>The reply is there.</summary>
    Complete,

    /// <summary>This is no reply, or it exceeds a limit.</summary>
    Bad,
}
