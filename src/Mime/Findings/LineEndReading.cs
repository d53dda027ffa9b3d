namespace Sekisho.Mime;

/// <summary>What ends a line.</summary>
internal enum LineEndReading : byte
{
    /// <summary>LF, with or without CR before it.</summary>
    LineFeed,

    /// <summary>CRLF only.</summary>
    CrLfOnly,

    /// <summary>LF, CRLF and bare CR.</summary>
    BareCarriageReturnToo,
}
