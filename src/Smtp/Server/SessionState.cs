namespace Sekisho.Smtp.Server;

/// <summary>Where a session is; the columns of <see cref="StateTable"/>.</summary>
internal enum SessionState
{
    /// <summary>No EHLO or HELO yet, or not again after STARTTLS.</summary>
    Connected,

    /// <summary>Between transactions.</summary>
    Greeted,

    /// <summary>MAIL was accepted, no recipient yet.</summary>
    Mail,

    /// <summary>At least one recipient was accepted.</summary>
    Rcpt,

    /// <summary>At least one chunk was accepted, and not the last one.</summary>
    Chunks,
}
