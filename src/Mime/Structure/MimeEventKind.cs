namespace Sekisho.Mime;

/// <summary>What a pull reader has come to.</summary>
public enum MimeEventKind
{
    /// <summary>Nothing read yet.</summary>
    None,

    /// <summary>A part begins (the message itself is the first); the range is empty and marks where its header begins.</summary>
    PartStart,

    /// <summary>A header field with its line end.</summary>
    Field,

    /// <summary>The header ends; the range is the whole header with the blank line.</summary>
    HeaderEnd,

    /// <summary>What stands before the first delimiter of a multipart.</summary>
    Preamble,

    /// <summary>The body of a leaf.</summary>
    Body,

    /// <summary>What stands behind the closing delimiter of a multipart.</summary>
    Epilogue,

    /// <summary>A part ends; the range is the whole part.</summary>
    PartEnd,

    /// <summary>Everything is read.</summary>
    End,
}
