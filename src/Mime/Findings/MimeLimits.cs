namespace Sekisho.Mime;

/// <summary>
/// What a reader takes at most. What exceeds a limit is named in <see cref="MimeMessage.LimitsHit"/>, and the rest is
/// still read as far as that makes sense: a limit is a fact about the message, never an exception.
/// </summary>
public sealed record MimeLimits
{
    /// <summary>The limits in use where none are given.</summary>
    public static MimeLimits Default { get; } = new();

    /// <summary>Most levels of parts within parts; the root is level 0. A composite part at this level stays a leaf. Stops stack and time exhaustion by nesting.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most parts of the whole message, all views together. Later parts stay in the body of their parent. Stops floods of empty parts.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>Most bytes of one part's header. What follows is skipped up to the blank line. Stops endless headers.</summary>
    public int MaxHeaderBytes { get; init; } = 512 * 1024;

    /// <summary>Most header fields of one part; later fields are not listed. Stops floods of tiny fields.</summary>
    public int MaxHeaderFields { get; init; } = 2_000;

    /// <summary>Most bytes of one header field that are read for their meaning (addresses, parameters, encoded words); the rest of the value is ignored there. Stops costly values.</summary>
    public int MaxFieldBytes { get; init; } = 128 * 1024;

    /// <summary>Longest line without its line end, in bytes. Only reported. RFC 5322 §2.1.1 allows 998; software with a fixed buffer cuts a longer line and then sees other lines than we do.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>Longest boundary, in bytes; a multipart with a longer one stays a leaf. RFC 2046 §5.1.1 allows 70. Stops costly comparisons.</summary>
    public int MaxBoundaryBytes { get; init; } = 8 * 1024;

    /// <summary>Most parameters of one field; later ones are ignored. Stops floods of parameters and of RFC 2231 sections.</summary>
    public int MaxParameters { get; init; } = 128;

    /// <summary>Most addresses of one field; later ones are ignored. Stops memory exhaustion by To fields.</summary>
    public int MaxAddresses { get; init; } = 10_000;

    /// <summary>Deepest nesting of comments in a field; a deeper bracket is taken as text of the comment. Stops stack exhaustion by "((((".</summary>
    public int MaxCommentDepth { get; init; } = 32;

    /// <summary>Most encoded words decoded in one field; later ones stay as they are. Stops costly charset changes.</summary>
    public int MaxEncodedWords { get; init; } = 2_000;

    /// <summary>Most other readings that are tried (each may read the message once more). Stops multiplication of work by ambiguities.</summary>
    public int MaxViews { get; init; } = 16;

    /// <summary>Most ambiguities listed; of later ones only the first of a kind. Stops floods of findings.</summary>
    public int MaxAmbiguities { get; init; } = 1_000;

    /// <summary>Most bytes decoded in all to look into encoded composite parts (a message in base64). What lies behind is not looked into. Stops blow-up by encodings within encodings.</summary>
    public int MaxNestedDecodedBytes { get; init; } = 64 * 1024 * 1024;
}
