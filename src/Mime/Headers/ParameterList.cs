using System.Text;

namespace Sekisho.Mime;

/// <summary>All parameters of a value, decoded: RFC 2231 sections joined, charsets applied, RFC 2047 words inside values decoded as clients do.</summary>
internal static class ParameterList
{
    /// <summary>Reads the parameters behind the first word of a value.</summary>
    public static List<MimeParameter> Parse(ReadOnlySpan<byte> value, MimeLimits limits, out ParameterFlaws flaws)
    {
        flaws = default;
        if (value.Length > limits.MaxFieldBytes) value = value[..limits.MaxFieldBytes];
        var reader = new ParameterReader(value, limits.MaxCommentDepth);
        reader.SkipToParameters();
        var result = new List<MimeParameter>();
        List<Section>? sections = null;
        var count = 0;
        while (reader.Next(out var raw))
        {
            if (++count > limits.MaxParameters)
            {
                flaws |= ParameterFlaws.TooMany;
                break;
            }

            var name = CharsetDecoder.Guess(value.Slice(raw.NameStart, raw.NameLength)).ToLowerInvariant();
            var bytes = Unquote.ToBytes(value.Slice(raw.ValueStart, raw.Quoted ? raw.ValueLength : raw.LongLength), raw.NeedsUnescape);
            if (name.Contains('*', StringComparison.Ordinal) && Section.TryRead(name, bytes, out var section)) (sections ??= []).Add(section);
            else result.Add(Plain(name, bytes));
        }

        if (reader.Malformed) flaws |= ParameterFlaws.Malformed;
        if (reader.CommentsTooDeep) flaws |= ParameterFlaws.CommentsTooDeep;
        if (sections is not null) Join(sections, result, limits, ref flaws);
        return result;
    }

    private static MimeParameter Plain(string name, byte[] bytes) =>
        new(name, bytes.AsSpan().IndexOf("=?"u8) >= 0 ? EncodedWords.Decode(bytes) : CharsetDecoder.Guess(bytes)) { RawValue = CharsetDecoder.Guess(bytes) };

    /// <summary>Joins the sections of each name in the order of their numbers (RFC 2231 §3).</summary>
    private static void Join(List<Section> sections, List<MimeParameter> result, MimeLimits limits, ref ParameterFlaws flaws)
    {
        foreach (var group in sections.GroupBy(section => section.Name, StringComparer.Ordinal))
        {
            var ordered = group.OrderBy(section => section.Number).ToList();
            var expected = 0;
            foreach (var section in ordered)
            {
                if (section.Number != expected++ && section.Number >= 0) flaws |= ParameterFlaws.Malformed;
            }

            // A single "name*" and numbered sections of one name are two answers to one question.
            if (ordered[0].Number < 0)
            {
                foreach (var single in ordered.Where(section => section.Number < 0)) result.Add(Extended([single], limits));
                ordered.RemoveAll(section => section.Number < 0);
            }

            if (ordered.Count > 0) result.Add(Extended(ordered, limits));
        }
    }

    private static MimeParameter Extended(List<Section> sections, MimeLimits limits)
    {
        string? charset = null;
        string? language = null;
        var raw = new StringBuilder();
        var bytes = new List<byte>();
        for (var i = 0; i < sections.Count; i++)
        {
            ReadOnlySpan<byte> value = sections[i].Value;
            raw.Append(CharsetDecoder.Guess(value));
            if (!sections[i].IsEncoded)
            {
                bytes.AddRange(value);
                continue;
            }

            // RFC 2231 §4: charset'language'text, in the first section only.
            if (i == 0 && value.IndexOf((byte)'\'') is >= 0 and var first && value[(first + 1)..].IndexOf((byte)'\'') is >= 0 and var second)
            {
                charset = first == 0 ? null : Encoding.Latin1.GetString(value[..first]);
                language = second == 0 ? null : Encoding.Latin1.GetString(value.Slice(first + 1, second));
                value = value[(first + second + 2)..];
            }

            AddUnescaped(value, bytes);
        }

        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);
        var text = charset is null && span.IndexOf("=?"u8) >= 0 ? EncodedWords.Decode(span, limits) : CharsetDecoder.Decode(charset, span);
        return new MimeParameter(sections[0].Name, text) { RawValue = raw.ToString(), Charset = charset, Language = language, IsExtended = true };
    }

    private static void AddUnescaped(ReadOnlySpan<byte> value, List<byte> bytes)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && Hex.Pair(value[i + 1], value[i + 2]) is >= 0 and var code)
            {
                bytes.Add((byte)code);
                i += 2;
            }
            else
            {
                bytes.Add(value[i]);
            }
        }
    }

    /// <summary>One RFC 2231 section. Number -1: the form "name*" without a number.</summary>
    private sealed record Section(string Name, int Number, bool IsEncoded, byte[] Value)
    {
        public static bool TryRead(string name, byte[] value, out Section section)
        {
            section = null!;
            var star = name.IndexOf('*', StringComparison.Ordinal);
            var isEncoded = name[^1] == '*';
            var number = name.AsSpan(star + 1).TrimEnd('*');
            if (star == 0) return false;
            if (number.IsEmpty && isEncoded)
            {
                section = new Section(name[..star], -1, true, value);
                return true;
            }

            if (!int.TryParse(number, System.Globalization.NumberStyles.None, null, out var parsed)) return false;
            section = new Section(name[..star], parsed, isEncoded, value);
            return true;
        }
    }
}
