using System.Text;
using Sekisho.Kernel.Bytes;
using Sekisho.Sigma.Values;

namespace Sekisho.Sigma.Matching;

/// <summary>
/// The fields that the rules of a set name. Names are found without regard to case and spaces: logs write
/// <c>New Value</c> where rules write <c>NewValue</c>, and forwarders change the case.
/// </summary>
public sealed class FieldTable
{
    private const int MaxNameBytes = 1024;

    private readonly ByteStringTable _exact = new();
    private readonly ByteStringTable _loose = new();
    private readonly List<int> _idOfExact = [];
    private readonly List<string> _names = [];

    /// <summary>How many fields there are.</summary>
    public int Count => _names.Count;

    /// <summary>The name of a field as the first rule wrote it.</summary>
    /// <param name="field">The number of the field (a handle shifted right by one).</param>
    public string NameOf(int field) => _names[field];

    /// <summary>
    /// The handle of a field: its number, shifted left by one, and a bit that says the name is not written quite as in
    /// the rules (an event's field with the exact name goes before it). -1 when no rule names the field.
    /// </summary>
    /// <param name="name">The name in UTF-8.</param>
    public int Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaxNameBytes) return -1;
        var exact = _exact.Find(name);
        if (exact >= 0) return _idOfExact[exact] << 1;
        Span<byte> folded = stackalloc byte[CaseFold.MaxLength(MaxNameBytes)];
        var loose = _loose.Find(folded[..FoldName(name, folded)]);
        return loose < 0 ? -1 : (loose << 1) | 1;
    }

    /// <summary>A name as it is compared: without case and spaces.</summary>
    internal static string Folded(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var folded = new byte[CaseFold.MaxLength(bytes.Length)];
        return Encoding.UTF8.GetString(folded, 0, FoldName(bytes, folded));
    }

    internal int Add(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var known = _exact.Find(bytes);
        if (known >= 0) return _idOfExact[known];
        var folded = new byte[CaseFold.MaxLength(bytes.Length)];
        var id = _loose.Add(folded.AsSpan(0, FoldName(bytes, folded)));
        if (id == _names.Count) _names.Add(name);
        _exact.Add(bytes);
        _idOfExact.Add(id);
        return id;
    }

    private static int FoldName(ReadOnlySpan<byte> name, Span<byte> target)
    {
        var length = CaseFold.Fold(name, target);
        var kept = 0;
        for (var i = 0; i < length; i++)
            if (target[i] != (byte)' ') target[kept++] = target[i];
        return kept;
    }
}
