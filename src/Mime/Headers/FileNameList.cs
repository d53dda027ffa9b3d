using System.Text;

namespace Sekisho.Mime;

/// <summary>Every file name a client could read from a value.</summary>
internal static class FileNameList
{
    private const int MaxNames = 128;

    public static void Add(ReadOnlySpan<byte> value, ReadOnlySpan<byte> parameterName, MimeLimits limits, List<string> names)
    {
        if (value.Length > limits.MaxFieldBytes) value = value[..limits.MaxFieldBytes];
        AddVariants(value, parameterName, limits, names);
        var wanted = Encoding.ASCII.GetString(parameterName);
        foreach (var parameter in ParameterList.Parse(value, limits, out _))
        {
            if (parameter.Name == wanted) Add(parameter.Value, names);
        }
    }

    /// <summary>Other readings of one value: backslashes kept; only the first word, or all up to the semicolon; an unclosed quote cut at the semicolon.</summary>
    private static void AddVariants(ReadOnlySpan<byte> value, ReadOnlySpan<byte> parameterName, MimeLimits limits, List<string> names)
    {
        var reader = new ParameterReader(value, limits.MaxCommentDepth);
        reader.SkipToParameters();
        for (var count = 0; count < limits.MaxParameters && reader.Next(out var raw); count++)
        {
            if (!Ascii.EqualsIgnoreCase(value.Slice(raw.NameStart, raw.NameLength), parameterName)) continue;
            var text = value.Slice(raw.ValueStart, raw.ValueLength);
            Add(Decode(Unquote.ToBytes(text, raw.NeedsUnescape), limits), names);
            if (raw.LongLength != raw.ValueLength) Add(Decode(Unquote.WithoutFolds(value.Slice(raw.ValueStart, raw.LongLength)), limits), names);
            if (raw.Quoted && raw.NeedsUnescape) Add(Decode(Unquote.WithoutFolds(text), limits), names);
            if (raw.Quoted && raw.Malformed && text.IndexOf((byte)';') is > 0 and var cut) Add(Decode(text[..cut], limits), names);
        }
    }

    private static string Decode(ReadOnlySpan<byte> text, MimeLimits limits) =>
        text.IndexOf("=?"u8) >= 0 ? EncodedWords.Decode(text, limits) : CharsetDecoder.Guess(text);

    private static void Add(string name, List<string> names)
    {
        // Bounded, because each new name is compared with all others.
        if (name.Length > 0 && names.Count < MaxNames && !names.Contains(name)) names.Add(name);
    }
}
