using System.Text;

namespace Sekisho.Mime;

/// <summary>Looks for ambiguities in the body of a leaf.</summary>
internal static class BodyExamination
{
    /// <summary>Most files found inside one text; stops floods of "begin" lines.</summary>
    private const int MaxInlineFiles = 8;

    public static void Examine(MimePart part, TextFlags flags, FindingList findings)
    {
        var body = part.Body.Of(part.Source.Span);
        if (body.IsEmpty) return;
        if (part.IsInDecodedBody) flags = TextScan.Scan(body);
        switch (part.TransferEncoding)
        {
            case TransferEncoding.Base64: ExamineBase64(part, body, findings); break;
            case TransferEncoding.QuotedPrintable:
                if (QuotedPrintable.IndexOfBadEscape(body) is >= 0 and var bad) findings.Report(MimeAmbiguityKind.BadQuotedPrintable, part.Index, part.Body.Offset + bad, 1);
                break;
            case TransferEncoding.Binary: return;
            case TransferEncoding.SevenBit:
                if ((flags & TextFlags.EightBit) != TextFlags.None && body.IndexOfAnyExceptInRange((byte)0, (byte)127) is >= 0 and var high)
                    findings.Report(MimeAmbiguityKind.EightBitBody, part.Index, part.Body.Offset + high, 1);
                break;
            default: break;
        }

        if ((flags & TextFlags.Nul) != TextFlags.None && body.IndexOf((byte)0) is >= 0 and var nul) findings.Report(MimeAmbiguityKind.NulByte, part.Index, part.Body.Offset + nul, 1);
        if ((flags & TextFlags.BareCarriageReturn) != TextFlags.None && TextScan.IndexOfBareCarriageReturn(body) is >= 0 and var bare)
            findings.Report(MimeAmbiguityKind.BareCarriageReturn, part.Index, part.Body.Offset + bare, 1);
        if (part.Class != ContentClass.Text) return;
        if (!BodyDecoder.Changes(part.TransferEncoding)) FindInlineFiles(part, body, findings);
        ExamineMark(part, body, findings);
        Iso2022.Examine(part, HasIso2022(part), findings);
    }

    private static void ExamineBase64(MimePart part, ReadOnlySpan<byte> body, FindingList findings)
    {
        var found = Base64Body.Check(body);
        if (found.Junk >= 0) findings.Report(MimeAmbiguityKind.Base64Junk, part.Index, part.Body.Offset + found.Junk, 1);
        if (found.AfterPadding >= 0) findings.Report(MimeAmbiguityKind.Base64DataAfterPadding, part.Index, part.Body.Offset + found.AfterPadding, 1);
        if (found.MissingPadding) findings.Report(MimeAmbiguityKind.Base64MissingPadding, part.Index, part.Body.End, 0);
    }

    private static void FindInlineFiles(MimePart part, ReadOnlySpan<byte> body, FindingList findings)
    {
        var at = 0;
        for (var count = 0; count < MaxInlineFiles && Uuencode.TryFindBegin(body, at, out var begin); count++)
        {
            var end = body[begin.DataStart..].IndexOf("\nend"u8);
            at = end < 0 ? body.Length : begin.DataStart + end + 4;
            var range = ByteRange.FromTo(part.Body.Offset + begin.Start, part.Body.Offset + at);
            findings.Report(MimeAmbiguityKind.InlineUuencode, part.Index, range.Offset, range.Length);
            findings.TryAlso(part.Index, MimeAmbiguityKind.InlineUuencode, new PartReading { Carved = range, CarvedName = begin.Name });
        }
    }

    /// <summary>A byte-order mark says UTF-8 or UTF-16; a declared charset that says otherwise contradicts it.</summary>
    private static void ExamineMark(MimePart part, ReadOnlySpan<byte> body, FindingList findings)
    {
        var mark = part.TransferEncoding switch
        {
            TransferEncoding.Base64 => body.StartsWith("77u/"u8) ? 65001 : body.StartsWith("//4"u8) ? 1200 : body.StartsWith("/v8"u8) ? 1201 : 0,
            TransferEncoding.QuotedPrintable => body.StartsWith("=EF=BB=BF"u8) ? 65001 : body.StartsWith("=FF=FE"u8) ? 1200 : body.StartsWith("=FE=FF"u8) ? 1201 : 0,
            _ => body.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 65001 : body.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? 1200 : body.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? 1201 : 0,
        };
        if (mark == 0 || part.ContentType.Charset is not { } charset) return;
        var declared = CharsetNames.Find(charset);
        if (declared != mark && !(declared is 1200 or 1201 && mark is 1200 or 1201))
            findings.Report(MimeAmbiguityKind.ConflictingCharset, part.Index, part.Body.Offset, 3);
    }

    private static bool HasIso2022(MimePart part)
    {
        if (PartValues.Find(part, KnownField.ContentType, part.Reading.TypeIndex) is not { } field) return false;
        var value = PartValues.Value(part, field);
        var at = value.IndexOf("2022"u8);
        return at > 0 && Ascii.EqualsIgnoreCase(value[Math.Max(0, at - 4)..at], "iso-"u8);
    }
}
