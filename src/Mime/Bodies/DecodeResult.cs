namespace Sekisho.Mime;

/// <summary>What decoding a body gave.</summary>
public readonly record struct DecodeResult
{
    /// <summary>How many decoded bytes were written.</summary>
    public required long Bytes { get; init; }

    /// <summary>True when the limit or the room ended the decoding before the body's end.</summary>
    public bool Truncated { get; init; }

    /// <summary>How many bytes of the body the encoding does not allow there; they were skipped or taken literally.</summary>
    public long Junk { get; init; }

    /// <summary>
    /// Base64 only: how many decoded bytes lie before the first padding, when more data follows it; otherwise -1.
    /// One kind of client stops there, another goes on: this library goes on, so the first so many bytes are the other reading.
    /// </summary>
    public long PaddingEndsAt { get; init; }
}
