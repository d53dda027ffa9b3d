using static Sekisho.Mime.MimeAmbiguityKind;

namespace Sekisho.Inspect.Structure;

/// <summary>
/// The weight of each ambiguity. All readings of a message are inspected whatever their weight; the weight is for what
/// the ambiguity itself says about its sender. Set by what real mail holds, not by what the standards forbid.
/// </summary>
internal static class AmbiguityWeights
{
    /// <summary>The weight of <paramref name="kind"/>.</summary>
    public static AmbiguityWeight Of(Mime.MimeAmbiguityKind kind) => kind switch
    {
        // (EncodedMultipart is not among them: clumsy newsletter programs label multiparts so, and both readings are inspected.)
        // Two programs take two different bodies or names from the same bytes.
        ConflictingBoundary or DuplicateContentType or DuplicateTransferEncoding or DeceptiveFileName => AmbiguityWeight.Hiding,
        // The content is not in the message: it comes in pieces, or from elsewhere when the reader opens it.
        PartialMessage => AmbiguityWeight.Hiding,
        // A known means to show a scanner other letters than the reader.
        Utf7 => AmbiguityWeight.Hiding,
        DuplicateField or BadFieldName or LineWithoutColon or BlankLookingLine or SpaceBeforeColon or StartsWithFold => AmbiguityWeight.Doubtful,
        Iso2022Trick or EncodedWordInAddress or BareCarriageReturn or NulByte or DuplicateParameter or ConflictingCharset or ConflictingFileName => AmbiguityWeight.Doubtful,
        DuplicateMimeField or UnknownTransferEncoding or EncodedMessage or EncodedMultipart or Base64Junk or Base64DataAfterPadding or ExternalBody => AmbiguityWeight.Doubtful,
        BoundaryEndsInBlank or BoundaryReused or DelimiterWithTail or NoPartsInMultipart or PartAfterClose or PreambleLooksLikePart or EpilogueLooksLikePart => AmbiguityWeight.Doubtful,
        MissingBoundary or IllegalBoundary or OuterDelimiterInside or IndentedDelimiter or InlineUuencode => AmbiguityWeight.Doubtful,
        _ => AmbiguityWeight.Harmless,
    };
}
