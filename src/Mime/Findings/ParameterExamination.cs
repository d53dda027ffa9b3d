using System.Text;

namespace Sekisho.Mime;

/// <summary>Looks for ambiguities in the parameters of Content-Type and Content-Disposition.</summary>
internal static class ParameterExamination
{
    // More parameters than this are compared in decoded form; real fields have two or three.
    private const int FewParameters = 12;

    /// <summary>One field: grammar, repeated parameters, charset.</summary>
    public static void Examine(MimePart part, in FieldRange field, ReadOnlySpan<byte> value, FindingList findings)
    {
        var reader = new ParameterReader(value, findings.Limits.MaxCommentDepth);
        reader.SkipToParameters();
        Span<RawParameter> few = stackalloc RawParameter[FewParameters];
        var count = 0;
        var extended = false;
        while (count <= findings.Limits.MaxParameters && reader.Next(out var raw))
        {
            extended |= value.Slice(raw.NameStart, raw.NameLength).IndexOf((byte)'*') >= 0;
            if (count < FewParameters)
            {
                Compare(part, field, value, few[..count], raw, findings);
                few[count] = raw;
            }

            if (++count > findings.Limits.MaxParameters) findings.Hit(MimeLimitKind.Parameters);
        }

        if (reader.CommentsTooDeep) findings.Hit(MimeLimitKind.CommentDepth);
        if (reader.Malformed) findings.Report(MimeAmbiguityKind.MalformedParameter, part.Index, field.ValueOffset, field.ValueLength);
        if (extended || count > FewParameters) ExamineDecoded(part, field, value, findings, reader.Malformed);
    }

    private static void Compare(MimePart part, in FieldRange field, ReadOnlySpan<byte> value, ReadOnlySpan<RawParameter> earlier, in RawParameter raw, FindingList findings)
    {
        var name = value.Slice(raw.NameStart, raw.NameLength);
        if (name.IndexOf((byte)'*') >= 0) return;
        var text = value.Slice(raw.ValueStart, raw.ValueLength);
        foreach (var other in earlier)
        {
            if (!Ascii.EqualsIgnoreCase(name, value.Slice(other.NameStart, other.NameLength))) continue;
            if (text.SequenceEqual(value.Slice(other.ValueStart, other.ValueLength))) continue;
            var kind = Ascii.EqualsIgnoreCase(name, "charset"u8) ? MimeAmbiguityKind.ConflictingCharset : MimeAmbiguityKind.DuplicateParameter;
            findings.Report(kind, part.Index, field.ValueOffset + raw.NameStart, raw.NameLength);
            break;
        }

        if (field.Known == KnownField.ContentType && Ascii.EqualsIgnoreCase(name, "charset"u8)) ExamineCharset(part, field, text, raw.ValueStart, findings);
    }

    private static void ExamineCharset(MimePart part, in FieldRange field, ReadOnlySpan<byte> charset, int offset, FindingList findings)
    {
        if (Ascii.EqualsIgnoreCase(charset, "utf-8"u8) || Ascii.EqualsIgnoreCase(charset, "us-ascii"u8)) return;
        var page = charset.Length > 64 ? 0 : CharsetNames.Find(Encoding.Latin1.GetString(charset));
        if (page == CharsetNames.Utf7) findings.Report(MimeAmbiguityKind.Utf7, part.Index, field.ValueOffset + offset, charset.Length);
        else if (page == 0) findings.Report(MimeAmbiguityKind.UnknownCharset, part.Index, field.ValueOffset + offset, charset.Length);
    }

    /// <summary>The slow way, for RFC 2231 and for long lists: an extended and a plain parameter of one name may differ.</summary>
    private static void ExamineDecoded(MimePart part, in FieldRange field, ReadOnlySpan<byte> value, FindingList findings, bool malformed)
    {
        var all = ParameterList.Parse(value, findings.Limits, out var flaws);
        if ((flaws & ParameterFlaws.Malformed) != ParameterFlaws.None && !malformed)
            findings.Report(MimeAmbiguityKind.MalformedParameter, part.Index, field.ValueOffset, field.ValueLength);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in all)
        {
            if (seen.TryAdd(parameter.Name, parameter.Value) || seen[parameter.Name] == parameter.Value) continue;
            var kind = parameter.Name == "charset" ? MimeAmbiguityKind.ConflictingCharset : MimeAmbiguityKind.DuplicateParameter;
            findings.Report(kind, part.Index, field.ValueOffset, field.ValueLength);
            return;
        }
    }

    /// <summary>The file names of a part: whether there are several, and whether one deceives the eye.</summary>
    public static void ExamineNames(MimePart part, FindingList findings)
    {
        if (!MayHaveNames(part, out var where)) return;
        var names = part.FileNames;
        if (names.Count > 1) findings.Report(MimeAmbiguityKind.ConflictingFileName, part.Index, where.Offset, where.Length);
        foreach (var name in names)
        {
            if (!Deception.IsIn(name)) continue;
            findings.Report(MimeAmbiguityKind.DeceptiveFileName, part.Index, where.Offset, where.Length);
            return;
        }
    }

    /// <summary>A quick look without strings: one plain ASCII name, or the same in both places, needs no more.</summary>
    private static bool MayHaveNames(MimePart part, out ByteRange where)
    {
        where = default;
        ReadOnlySpan<byte> plain = default;
        for (var i = 0; i < part.FieldCount; i++)
        {
            var field = part.Message.FieldRanges[part.FieldStart + i];
            if (field.Known is not (KnownField.ContentType or KnownField.ContentDisposition)) continue;
            var value = part.Source.Span.Slice(field.ValueOffset, Math.Min(field.ValueLength, part.Message.Limits.MaxFieldBytes));
            var reader = new ParameterReader(value, part.Message.Limits.MaxCommentDepth);
            reader.SkipToParameters();
            for (var count = 0; count < part.Message.Limits.MaxParameters && reader.Next(out var raw); count++)
            {
                var name = value.Slice(raw.NameStart, raw.NameLength);
                if (name.Length < 4 || !EndsWithName(name)) continue;
                where = new ByteRange(field.ValueOffset, field.ValueLength);
                var text = value.Slice(raw.ValueStart, raw.LongLength);
                if (name.IndexOf((byte)'*') >= 0 || raw.NeedsUnescape || raw.Malformed || !Deception.IsPlain(text)) return true;
                if (plain.IsEmpty) plain = text;
                else if (!plain.SequenceEqual(text)) return true;
            }
        }

        return false;
    }

    private static bool EndsWithName(ReadOnlySpan<byte> name)
    {
        var star = name.IndexOf((byte)'*');
        if (star >= 0) name = name[..star];
        return name.Length == 4 && Ascii.EqualsIgnoreCase(name, "name"u8) || name.Length == 8 && Ascii.EqualsIgnoreCase(name, "filename"u8);
    }
}
