namespace Sekisho.Mime;

/// <summary>
/// The ways in which readers of mail differ about the same bytes. Each says who reads it how; a rule can weigh each.
/// "View" means that the other reading is given too, as parts with <see cref="MimePart.View"/> above 0, where it differs.
/// </summary>
public enum MimeAmbiguityKind
{
    // Header fields

    /// <summary>A field that must be single (RFC 5322 §3.6: From, Sender, Reply-To, To, Cc, Subject, Date, Message-ID, In-Reply-To, References) is there twice. Clients show the first or the last one; DKIM signs from the bottom.</summary>
    DuplicateField,

    /// <summary>Content-Type twice in one part. Some readers take the first, some the last. View.</summary>
    DuplicateContentType,

    /// <summary>Content-Transfer-Encoding twice in one part. Some readers take the first, some the last. View.</summary>
    DuplicateTransferEncoding,

    /// <summary>Content-Disposition, Content-ID, Content-Description or MIME-Version twice in one part: which file name is shown differs.</summary>
    DuplicateMimeField,

    /// <summary>A line without a colon among the fields. One kind of reader skips it, one takes the body to begin there, one joins it to the field before. View.</summary>
    LineWithoutColon,

    /// <summary>A header that begins with a folded line: some readers take the body to begin there, some skip it. View.</summary>
    StartsWithFold,

    /// <summary>A line of blanks only among the fields. RFC 5322 §4.2 reads a fold, many readers the end of the header. View.</summary>
    BlankLookingLine,

    /// <summary>A blank between the field's name and the colon (obsolete, RFC 5322 §4.5). Some readers accept the field, some ignore it, some end the header. View where it decides the structure.</summary>
    SpaceBeforeColon,

    /// <summary>A field name with bytes that RFC 5322 §2.2 forbids (control characters, 8-bit): some readers ignore the byte and see a known name.</summary>
    BadFieldName,

    /// <summary>No blank line between header and body, the part ends or a delimiter follows: some readers see fields, some a body.</summary>
    MissingBlankLine,

    /// <summary>Bytes above 127 in a header, valid UTF-8 (RFC 6532). Readers without SMTPUTF8 guess a charset.</summary>
    EightBitHeader,

    /// <summary>Bytes above 127 in a header that are not UTF-8: every reader guesses another charset.</summary>
    UndeclaredCharsetInHeader,

    /// <summary>An encoded word inside an addr-spec (RFC 2047 §5 forbids it). Readers that decode it send to or show another address.</summary>
    EncodedWordInAddress,

    /// <summary>An address field that breaks the grammar (several at signs, text behind the angle bracket, an unclosed quote …): clients show different senders.</summary>
    MalformedAddress,

    /// <summary>An encoded word with broken base64 or quoted-printable, an unknown charset or none: shown raw by some, decoded by some.</summary>
    BadEncodedWord,

    /// <summary>An mbox separator line ("From …" or "&gt;From …") before the header: software that kept it. Not an attack; some readers take the whole header as body.</summary>
    MboxFromLine,

    // Line ends and bytes

    /// <summary>Both CRLF and bare LF end lines. Strict readers do not end a line at LF: delimiters and header ends differ. View where it decides the structure.</summary>
    MixedLineEnds,

    /// <summary>A CR without LF. Some readers end the line there: hidden header fields and delimiters. View where it decides the structure.</summary>
    BareCarriageReturn,

    /// <summary>A NUL byte in a header or text body: readers in C stop there, others skip it.</summary>
    NulByte,

    // Parameters

    /// <summary>A parameter twice in one field, with different values. Some readers take the first, some the last.</summary>
    DuplicateParameter,

    /// <summary>Two different boundary parameters (repeated, or plain beside RFC 2231 form). View.</summary>
    ConflictingBoundary,

    /// <summary>Two different charset parameters, or a byte-order mark that contradicts the charset.</summary>
    ConflictingCharset,

    /// <summary>filename and name (or their RFC 2231 forms) differ: one client shows and opens .txt, the other .exe.</summary>
    ConflictingFileName,

    /// <summary>A parameter that breaks the grammar: an unclosed quote, text behind a quoted value, a value without quotes that needs them, an RFC 2231 section missing.</summary>
    MalformedParameter,

    /// <summary>A control, bidirectional or invisible character in a file name: the name shown is not the name opened ("exe.txt" turned round).</summary>
    DeceptiveFileName,

    // Content-Type and transfer encoding

    /// <summary>A Content-Type without type "/" subtype. RFC 2045 §5.2 reads text/plain, many clients guess from the content or the name.</summary>
    MalformedContentType,

    /// <summary>A multipart root without MIME-Version: RFC 2045 §4 reads plain text, nearly all clients read the parts.</summary>
    MissingMimeVersion,

    /// <summary>A transfer encoding that no standard knows. RFC 2045 §6.4 leaves the body as it is; lenient readers find a known name in it. View.</summary>
    UnknownTransferEncoding,

    /// <summary>A multipart in base64 or quoted-printable (RFC 2045 §6.4 forbids it). Most readers ignore the encoding, some decode first. View.</summary>
    EncodedMultipart,

    /// <summary>A message/rfc822 in base64 or quoted-printable (RFC 2046 §5.2.1 forbids it). Many readers decode it, some do not. The decoded reading is view 0; the raw one is a view where it begins with fields.</summary>
    EncodedMessage,

    /// <summary>Bytes above 127 in a body declared 7bit, or without declaration.</summary>
    EightBitBody,

    /// <summary>A byte in a base64 body outside the alphabet: some readers skip it, some stop.</summary>
    Base64Junk,

    /// <summary>Data behind the padding of a base64 body: some readers stop at the padding, some go on. See <see cref="DecodeResult.PaddingEndsAt"/>.</summary>
    Base64DataAfterPadding,

    /// <summary>A base64 body whose length is no multiple of four: some readers drop the rest, some complete it.</summary>
    Base64MissingPadding,

    /// <summary>An equals sign in quoted-printable without two hexadecimal digits or a line end behind it: kept by some, dropped by some.</summary>
    BadQuotedPrintable,

    /// <summary>A uuencoded file inside a text body ("begin 644 name"). Old clients show an attachment, others text. View: a part with that name.</summary>
    InlineUuencode,

    /// <summary>Charset UTF-7: readers that know it see other characters (hidden markup) than those that do not.</summary>
    Utf7,

    /// <summary>Charset ISO-2022-JP with escape sequences that it does not have, or a state left open at a line's end; or no such charset, but such sequences within words: readers that guess or that resynchronise see other characters.</summary>
    Iso2022Trick,

    /// <summary>A charset name that is unknown: every reader guesses.</summary>
    UnknownCharset,

    // Boundaries

    /// <summary>A multipart without boundary parameter, or with an empty one. Strict readers see no parts, some guess the boundary from the first line that begins with two hyphens. View.</summary>
    MissingBoundary,

    /// <summary>A boundary that ends in a blank (RFC 2046 §5.1.1 forbids it): some readers trim it. View.</summary>
    BoundaryEndsInBlank,

    /// <summary>A boundary longer than 70 bytes or with characters that RFC 2046 §5.1.1 forbids: some readers cut or refuse it.</summary>
    IllegalBoundary,

    /// <summary>The boundary of one multipart is the beginning of another's that is open: readers that compare the beginning of the line only (RFC 2046 §5.1.1 allows it) mix them up.</summary>
    BoundaryIsPrefix,

    /// <summary>A multipart within a multipart with the same boundary: one reader gives the delimiters to the inner, one to the outer part. View.</summary>
    BoundaryReused,

    /// <summary>A line that begins with a delimiter and goes on with other text. Strict readers see text; readers that follow RFC 2046 §5.1.1's note see a delimiter. View.</summary>
    DelimiterWithTail,

    /// <summary>Blanks behind a delimiter (allowed as transport padding, RFC 2046 §5.1.1): a few readers do not take it as a delimiter.</summary>
    DelimiterPadding,

    /// <summary>A delimiter indented or behind other text in its line, so no delimiter for strict readers; lenient ones split there. View.</summary>
    IndentedDelimiter,

    /// <summary>A delimiter of an outer multipart while an inner one is open: the inner one is cut off by most readers; some read on in it.</summary>
    OuterDelimiterInside,

    /// <summary>A multipart without its closing delimiter: most readers end it where its parent ends, some drop the last part.</summary>
    MissingCloseDelimiter,

    /// <summary>A multipart in which its boundary never appears: some readers show the body as text, some nothing. View: the body as text.</summary>
    NoPartsInMultipart,

    /// <summary>A delimiter behind the closing delimiter. Strict readers see the epilogue, some more parts. View.</summary>
    PartAfterClose,

    /// <summary>A preamble that looks like a part (it has Content- fields): some readers show it. View.</summary>
    PreambleLooksLikePart,

    /// <summary>An epilogue that looks like a part (it has Content- fields): some readers show it. View.</summary>
    EpilogueLooksLikePart,

    /// <summary>A message/partial: the content is spread over several messages (RFC 2046 §5.2.2), which no scanner sees whole.</summary>
    PartialMessage,

    /// <summary>A message/external-body: the content is elsewhere (RFC 2046 §5.2.3).</summary>
    ExternalBody,
}
