using System.Runtime.InteropServices;
using System.Text;

namespace Sekisho.Mime;

/// <summary>What the reader needs of a Content-Type: its class and its boundary, as offsets where possible.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct TypeScan
{
    public ContentClass Class;
    public bool HasSlash;
    public bool Malformed;

    /// <summary>The plain boundary, when it is the only candidate and needs no decoding; counted in the value.</summary>
    public ByteRange Boundary;
    public bool HasBoundary;

    /// <summary>All different boundaries any reader could take, when there is more than one or it needed decoding.</summary>
    public List<byte[]>? Candidates;

    /// <summary>There are boundaries that contradict each other (not only a different trimming of one).</summary>
    public bool Conflicting;
    public bool EndsInBlank;

    public static TypeScan Read(ReadOnlySpan<byte> value, MimeLimits limits, FindingList findings)
    {
        if (value.Length > limits.MaxFieldBytes)
        {
            value = value[..limits.MaxFieldBytes];
            findings.Hit(MimeLimitKind.HeaderBytes);
        }

        var scan = default(TypeScan);
        var reader = new ParameterReader(value, limits.MaxCommentDepth);
        var type = reader.ReadWord();
        var subtype = default(ByteRange);
        if (reader.Take((byte)'/'))
        {
            scan.HasSlash = true;
            subtype = reader.ReadWord();
        }

        scan.Class = Classify(type.Of(value), subtype.Of(value));
        if (!reader.AtParameters)
        {
            scan.Malformed = true;
            reader.SkipToParameters();
        }

        if (scan.Class is ContentClass.Multipart or ContentClass.Digest) scan.FindBoundary(value, ref reader, limits, findings);
        return scan;
    }

    private static ContentClass Classify(ReadOnlySpan<byte> type, ReadOnlySpan<byte> subtype)
    {
        if (Ascii.EqualsIgnoreCase(type, "text"u8)) return ContentClass.Text;
        if (Ascii.EqualsIgnoreCase(type, "multipart"u8)) return Ascii.EqualsIgnoreCase(subtype, "digest"u8) ? ContentClass.Digest : ContentClass.Multipart;
        if (!Ascii.EqualsIgnoreCase(type, "message"u8)) return ContentClass.Leaf;
        if (Ascii.EqualsIgnoreCase(subtype, "rfc822"u8) || Ascii.EqualsIgnoreCase(subtype, "global"u8)) return ContentClass.Message;
        if (Ascii.EqualsIgnoreCase(subtype, "partial"u8)) return ContentClass.Partial;
        return Ascii.EqualsIgnoreCase(subtype, "external-body"u8) ? ContentClass.ExternalBody : ContentClass.Leaf;
    }

    private void FindBoundary(ReadOnlySpan<byte> value, ref ParameterReader reader, MimeLimits limits, FindingList findings)
    {
        var extended = false;
        for (var count = 0; reader.Next(out var parameter); count++)
        {
            if (count >= limits.MaxParameters)
            {
                findings.Hit(MimeLimitKind.Parameters);
                break;
            }

            var name = value.Slice(parameter.NameStart, parameter.NameLength);
            if (name.Length < 8 || !Ascii.EqualsIgnoreCase(name[..8], "boundary"u8)) continue;
            if (name.Length > 8)
            {
                extended |= name[8] == '*';
                continue;
            }

            Add(value, parameter);
        }

        Malformed |= reader.Malformed;
        if (reader.CommentsTooDeep) findings.Hit(MimeLimitKind.CommentDepth);
        if (extended) AddExtended(value, limits);
    }

    private void Add(ReadOnlySpan<byte> value, in RawParameter parameter)
    {
        var raw = value.Slice(parameter.ValueStart, parameter.ValueLength);
        var plain = !parameter.NeedsUnescape && parameter.LongLength == parameter.ValueLength && (raw.IsEmpty || raw[^1] is not ((byte)' ' or (byte)'\t'));
        if (!HasBoundary && plain)
        {
            HasBoundary = true;
            Boundary = new ByteRange(parameter.ValueStart, parameter.ValueLength);
            return;
        }

        StartCandidates(value);
        var unescaped = Unquote.ToBytes(raw, parameter.NeedsUnescape);
        Conflicting |= Candidates!.Count > 0 && !Contains(unescaped);
        AddCandidate(unescaped);
        if (unescaped.Length > 0 && unescaped[^1] is (byte)' ' or (byte)'\t')
        {
            EndsInBlank = true;
            AddCandidate(unescaped.AsSpan().TrimEnd(" \t"u8).ToArray());
        }

        // Readers that keep a backslash, and readers that take blanks in a value without quotes.
        if (parameter.NeedsUnescape) AddOther(Unquote.WithoutFolds(raw));
        if (parameter.LongLength != parameter.ValueLength) AddOther(Unquote.WithoutFolds(value.Slice(parameter.ValueStart, parameter.LongLength)));
    }

    private void AddOther(byte[] boundary)
    {
        Conflicting |= !Contains(boundary);
        AddCandidate(boundary);
    }

    private void AddExtended(ReadOnlySpan<byte> value, MimeLimits limits)
    {
        StartCandidates(value);
        foreach (var parameter in ParameterList.Parse(value, limits, out _))
        {
            if (parameter.Name != "boundary" || !parameter.IsExtended) continue;
            var decoded = Encoding.UTF8.GetBytes(parameter.Value);
            Conflicting |= Candidates!.Count > 0 && !Contains(decoded);
            AddCandidate(decoded);
        }

        // A name that only begins like an extended boundary ("boundary*q") gives none.
        if (Candidates!.Count == 0) (Candidates, HasBoundary) = (null, false);
    }

    private void StartCandidates(ReadOnlySpan<byte> value)
    {
        if (Candidates is not null) return;
        Candidates = [];
        if (HasBoundary) Candidates.Add(Boundary.Of(value).ToArray());
        HasBoundary = true;
    }

    private readonly bool Contains(byte[] boundary)
    {
        foreach (var known in Candidates!)
        {
            if (known.AsSpan().SequenceEqual(boundary)) return true;
        }

        return false;
    }

    private readonly void AddCandidate(byte[] boundary)
    {
        if (!Contains(boundary)) Candidates!.Add(boundary);
    }
}
