namespace Sekisho.Mime;

/// <summary>Which limit of <see cref="MimeLimits"/> a message exceeded.</summary>
public enum MimeLimitKind
{
    /// <summary><see cref="MimeLimits.MaxDepth"/>.</summary>
    Depth,

    /// <summary><see cref="MimeLimits.MaxParts"/>.</summary>
    Parts,

    /// <summary>
    /// <see cref="MimeLimits.MaxHeaderBytes"/>; or <see cref="MimeLimits.MaxFieldBytes"/> in a field that decides the
    /// structure (Content-Type, Content-Transfer-Encoding, Content-Disposition): content may be hidden.
    /// </summary>
    HeaderBytes,

    /// <summary><see cref="MimeLimits.MaxHeaderFields"/>.</summary>
    HeaderFields,

    /// <summary><see cref="MimeLimits.MaxFieldBytes"/>, in a field that does not decide the structure.</summary>
    FieldBytes,

    /// <summary><see cref="MimeLimits.MaxLineBytes"/>.</summary>
    LineBytes,

    /// <summary><see cref="MimeLimits.MaxBoundaryBytes"/>.</summary>
    BoundaryBytes,

    /// <summary><see cref="MimeLimits.MaxParameters"/>.</summary>
    Parameters,

    /// <summary><see cref="MimeLimits.MaxAddresses"/>.</summary>
    Addresses,

    /// <summary><see cref="MimeLimits.MaxCommentDepth"/>.</summary>
    CommentDepth,

    /// <summary><see cref="MimeLimits.MaxEncodedWords"/>.</summary>
    EncodedWords,

    /// <summary><see cref="MimeLimits.MaxViews"/>.</summary>
    Views,

    /// <summary><see cref="MimeLimits.MaxAmbiguities"/>.</summary>
    Ambiguities,

    /// <summary><see cref="MimeLimits.MaxNestedDecodedBytes"/>.</summary>
    NestedDecodedBytes,
}
