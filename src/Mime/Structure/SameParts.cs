namespace Sekisho.Mime;

/// <summary>Compares two readings of a part.</summary>
internal static class SameParts
{
    /// <summary>Whether the parts from <paramref name="added"/> on are the same as those of the part read otherwise.</summary>
    public static bool Are(List<MimePart> parts, List<FieldRange> fields, int original, int added, PartReading reading)
    {
        // Another Content-Type field is another part, even where all offsets are the same.
        if (reading.TypeIndex > 0 || reading.Carved is not null) return false;
        var first = parts[original];
        var count = parts.Count - added;
        for (var i = 0; i < count; i++)
        {
            if (original + i >= added) return false;
            if (!Are(parts[original + i], parts[added + i], fields)) return false;
        }

        var next = original + count;
        return next >= added || parts[next].Depth <= first.Depth || parts[next].View != first.View;
    }

    private static bool Are(MimePart one, MimePart other, List<FieldRange> fields)
    {
        if (one.Header != other.Header || one.Body != other.Body || one.Class != other.Class || one.FieldCount != other.FieldCount) return false;
        if (one.IsLeaf != other.IsLeaf) return false;
        if (one.TransferEncoding != other.TransferEncoding && (BodyDecoder.Changes(one.TransferEncoding) || BodyDecoder.Changes(other.TransferEncoding))) return false;
        for (var i = 0; i < one.FieldCount; i++)
        {
            if (fields[one.FieldStart + i] != fields[other.FieldStart + i]) return false;
        }

        return true;
    }
}
