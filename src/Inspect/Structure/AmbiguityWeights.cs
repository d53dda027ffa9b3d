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
        // Two programs take two different bodies or names from the same bytes.
        ConflictingBoundary or DuplicateContentType or DuplicateTransferEncoding or DeceptiveFileName or EncodedMultipart => AmbiguityWeight.Hiding,
        // The content is not in the message: it comes in pieces, or from elsewhere when the reader opens it.
        PartialMessage => AmbiguityWeight.Hiding,
        // A known means to show a scanner other letters than the reader.
        Utf7 or Iso2022Trick => AmbiguityWeight.Hiding,
        DuplicateField or BadFieldName or LineWithoutColon or BlankLookingLine or SpaceBeforeColon or StartsWithFold => AmbiguityWeight.Doubtful,
        EncodedWordInAddress or BareCarriageReturn or NulByte or DuplicateParameter or ConflictingCharset or ConflictingFileName => AmbiguityWeight.Doubtful,
        DuplicateMimeField or UnknownTransferEncoding or EncodedMessage or Base64Junk or Base64DataAfterPadding or ExternalBody => AmbiguityWeight.Doubtful,
        BoundaryEndsInBlank or BoundaryReused or DelimiterWithTail or NoPartsInMultipart or PartAfterClose or PreambleLooksLikePart or EpilogueLooksLikePart => AmbiguityWeight.Doubtful,
        MissingBoundary or IllegalBoundary or OuterDelimiterInside or IndentedDelimiter or InlineUuencode => AmbiguityWeight.Doubtful,
        _ => AmbiguityWeight.Harmless,
    };
}
