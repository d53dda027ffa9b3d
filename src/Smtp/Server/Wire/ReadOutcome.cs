namespace Sekisho.Smtp.Server;

/// <summary>What a wait for bytes brought.</summary>
internal enum ReadOutcome
{
    /// <summary>Bytes, or nothing yet: look, and wait again.</summary>
    Again,

    /// <summary>The client sends no more.</summary>
    Ended,

    /// <summary>The deadline passed.</summary>
    TimedOut,

    /// <summary>The session is to end at once.</summary>
    Aborted,
}
