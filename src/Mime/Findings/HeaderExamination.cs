using System.Text;

namespace Sekisho.Mime;

/// <summary>Looks for ambiguities in the header of one part. Allocates only where something is odd.</summary>
internal static class HeaderExamination
{
    public static void Examine(MimePart part, bool isMessage, TextFlags flags, FindingList findings)
    {
        uint seen = 0;
        var source = part.Source.Span;
        var header = part.Header.Of(source);
        var hasWords = header.IndexOf("=?"u8) >= 0;
        for (var i = 0; i < part.FieldCount; i++)
        {
            var field = part.Message.FieldRanges[part.FieldStart + i];
            if (field.Known == KnownField.Other) continue;
            var value = source.Slice(field.ValueOffset, field.ValueLength);
            if (value.Length > findings.Limits.MaxFieldBytes)
            {
                findings.Hit(HasEffect(field.Known) ? MimeLimitKind.HeaderBytes : MimeLimitKind.FieldBytes);
                value = value[..findings.Limits.MaxFieldBytes];
            }

            if ((seen & (1u << (int)field.Known)) != 0) ReportDuplicate(part, field, isMessage, findings);
            seen |= 1u << (int)field.Known;
            if (isMessage && field.Known is >= KnownField.From and <= KnownField.Bcc) ExamineAddresses(part, field, value, findings);
            if (hasWords) ExamineWords(part, field, value, findings);
            if (field.Known is KnownField.ContentType or KnownField.ContentDisposition) ParameterExamination.Examine(part, field, value, findings);
        }

        ParameterExamination.ExamineNames(part, findings);
        if (part.Depth == 0 && part.IsMultipart && (seen & (1u << (int)KnownField.MimeVersion)) == 0)
            findings.Report(MimeAmbiguityKind.MissingMimeVersion, part.Index, part.Header.Offset, part.Header.Length);
        ExamineBytes(part, header, flags, findings);
    }

    /// <summary>What lies behind the cut of these decides what the part is and how it is opened; of others it is only shown.</summary>
    private static bool HasEffect(KnownField field) =>
        field is KnownField.ContentType or KnownField.ContentTransferEncoding or KnownField.ContentDisposition;

    private static void ReportDuplicate(MimePart part, in FieldRange field, bool isMessage, FindingList findings)
    {
        switch (field.Known)
        {
            // The reader has reported these, because they decide the structure.
            case KnownField.ContentType or KnownField.ContentTransferEncoding: return;
            case KnownField.MimeVersion or KnownField.ContentDisposition or KnownField.ContentId or KnownField.ContentDescription:
                findings.Report(MimeAmbiguityKind.DuplicateMimeField, part.Index, field.Offset, field.End - field.Offset);
                return;
            default:
                if (isMessage) findings.Report(MimeAmbiguityKind.DuplicateField, part.Index, field.Offset, field.End - field.Offset);
                return;
        }
    }

    private static void ExamineAddresses(MimePart part, in FieldRange field, ReadOnlySpan<byte> value, FindingList findings)
    {
        var reader = new AddressReader(value, findings.Limits.MaxCommentDepth);
        var (malformed, word) = (false, false);
        var count = 0;
        while (reader.Next(out var address))
        {
            if (++count > findings.Limits.MaxAddresses)
            {
                findings.Hit(MimeLimitKind.Addresses);
                break;
            }

            if (address.Malformed && !malformed) findings.Report(MimeAmbiguityKind.MalformedAddress, part.Index, field.ValueOffset + address.Raw.Offset, address.Raw.Length);
            if (address.HasEncodedWordInSpec && !word) findings.Report(MimeAmbiguityKind.EncodedWordInAddress, part.Index, field.ValueOffset + address.Spec.Offset, address.Spec.Length);
            malformed |= address.Malformed;
            word |= address.HasEncodedWordInSpec;
        }

        // RFC 5322 §3.6.2: From, Sender and Reply-To hold an address.
        if (count == 0 && field.Known is KnownField.From or KnownField.Sender or KnownField.ReplyTo && !reader.SawGroup)
            findings.Report(MimeAmbiguityKind.MalformedAddress, part.Index, field.ValueOffset, field.ValueLength);
        if (reader.CommentsTooDeep) findings.Hit(MimeLimitKind.CommentDepth);
    }

    private static void ExamineWords(MimePart part, in FieldRange field, ReadOnlySpan<byte> value, FindingList findings)
    {
        var (broken, utf7) = (false, false);
        var at = 0;
        var count = 0;
        while (EncodedWord.TryFind(value, at, out var word))
        {
            at = word.Range.End;
            if (++count > findings.Limits.MaxEncodedWords)
            {
                findings.Hit(MimeLimitKind.EncodedWords);
                return;
            }

            var charset = word.CharsetRange.Of(value);
            if (!utf7 && charset.IndexOf((byte)'7') >= 0 && CharsetNames.Find(word.Charset(value)) == CharsetNames.Utf7)
            {
                utf7 = true;
                findings.Report(MimeAmbiguityKind.Utf7, part.Index, field.ValueOffset + word.Range.Offset, word.Range.Length);
            }

            if (broken || !word.IsBroken(value) && (Ascii.EqualsIgnoreCase(charset, "utf-8"u8) || CharsetNames.Find(word.Charset(value)) != 0)) continue;
            broken = true;
            findings.Report(MimeAmbiguityKind.BadEncodedWord, part.Index, field.ValueOffset + word.Range.Offset, word.Range.Length);
        }
    }

    private static void ExamineBytes(MimePart part, ReadOnlySpan<byte> header, TextFlags flags, FindingList findings)
    {
        if (part.IsInDecodedBody) flags = TextScan.Scan(header);
        if ((flags & TextFlags.EightBit) != TextFlags.None && header.IndexOfAnyExceptInRange((byte)0, (byte)127) is >= 0 and var high)
        {
            var kind = System.Text.Unicode.Utf8.IsValid(header) ? MimeAmbiguityKind.EightBitHeader : MimeAmbiguityKind.UndeclaredCharsetInHeader;
            findings.Report(kind, part.Index, part.Header.Offset + high, 1);
        }

        if ((flags & TextFlags.Nul) != TextFlags.None && header.IndexOf((byte)0) is >= 0 and var nul)
            findings.Report(MimeAmbiguityKind.NulByte, part.Index, part.Header.Offset + nul, 1);
        if ((flags & TextFlags.BareCarriageReturn) != TextFlags.None && TextScan.IndexOfBareCarriageReturn(header) is >= 0 and var bare)
            findings.Report(MimeAmbiguityKind.BareCarriageReturn, part.Index, part.Header.Offset + bare, 1);
    }
}
