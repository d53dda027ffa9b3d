namespace Sekisho.Inspect.Antivirus;

/// <summary>How a scan ended.</summary>
internal enum ScanOutcome
{
    /// <summary>Scanned; nothing found.</summary>
    Clean,

    /// <summary>Scanned; a signature matched.</summary>
    Found,

    /// <summary>Not scanned, or not all of it: beyond a size limit.</summary>
    TooLarge,

    /// <summary>No sensible answer.</summary>
    Unavailable,
}
