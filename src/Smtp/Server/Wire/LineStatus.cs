namespace Sekisho.Smtp.Server;

/// <summary>What came of looking for a command line.</summary>
internal enum LineStatus
{
    /// <summary>No whole line is here yet.</summary>
    Incomplete,

    /// <summary>A line, without its CRLF.</summary>
    Line,

    /// <summary>A line with a bare CR, a bare LF or a NUL; it is consumed.</summary>
    Malformed,

    /// <summary>A line beyond the limit; it is consumed.</summary>
    TooLong,

    /// <summary>A line so long that waiting for its end is not worth it.</summary>
    Runaway,
}
