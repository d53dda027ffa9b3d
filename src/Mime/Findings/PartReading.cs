namespace Sekisho.Mime;

/// <summary>How one part is read where readers differ. The default value is view 0.</summary>
internal sealed record PartReading
{
    public static PartReading Strict { get; } = new();

    /// <summary>Which Content-Type field counts, of several different ones.</summary>
    public int TypeIndex { get; init; }

    /// <summary>Which Content-Transfer-Encoding field counts.</summary>
    public int EncodingIndex { get; init; }

    /// <summary>Which boundary counts, of several candidates.</summary>
    public int BoundaryIndex { get; init; }

    /// <summary>Where the header ends.</summary>
    public HeaderStop HeaderStop { get; init; }

    /// <summary>Fields with a blank before the colon do not count.</summary>
    public bool IgnoreSpacedFields { get; init; }

    /// <summary>RFC 2046 §5.1.1's note: a line that begins with the delimiter is one.</summary>
    public bool PrefixDelimiters { get; init; }

    /// <summary>A delimiter counts wherever it stands in its line.</summary>
    public bool MidLineDelimiters { get; init; }

    /// <summary>Delimiters behind the closing one count.</summary>
    public bool ReadOnAfterClose { get; init; }

    /// <summary>Of equal boundaries the outer one takes the delimiters.</summary>
    public bool OuterFirst { get; init; }

    /// <summary>The boundary is guessed from the first line that begins with two hyphens.</summary>
    public bool GuessBoundary { get; init; }

    /// <summary>A multipart is shown as text.</summary>
    public bool AsText { get; init; }

    /// <summary>An encoded multipart is decoded before it is read; an encoded message is not.</summary>
    public bool OtherCompositeDecoding { get; init; }

    /// <summary>The transfer encoding found in an unknown name.</summary>
    public TransferEncoding? Encoding { get; init; }

    /// <summary>Which line ends count.</summary>
    public LineEndReading LineEnds { get; init; }

    /// <summary>A part carved out of a preamble, an epilogue or a text: where it lies.</summary>
    public ByteRange? Carved { get; init; }

    /// <summary>The name of a uuencoded file in a text; its body is <see cref="Carved"/>.</summary>
    public string? CarvedName { get; init; }
}
