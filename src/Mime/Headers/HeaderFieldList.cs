using System.Collections;

namespace Sekisho.Mime;

/// <summary>The fields of one part as a list over the message's field ranges.</summary>
internal sealed class HeaderFieldList(MimePart part) : IReadOnlyList<HeaderField>
{
    public int Count => part.FieldCount;

    public HeaderField this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)part.FieldCount);
            return new HeaderField(part.Source, part.Message.FieldRanges[part.FieldStart + index]);
        }
    }

    public IEnumerator<HeaderField> GetEnumerator()
    {
        for (var i = 0; i < part.FieldCount; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
