using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's identifier.</param>
/// <param name="Signature">The signature.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Reads a line without its line feed.</summary>
    public static bool TryParse(ReadOnlySpan<char> line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith("— ")) return false;
        line = line[2..];
        var space = line.IndexOf(' ');
        if (space < 0 || !NoteText.IsKeyName(line[..space])) return false;
        if (!StrictBase64.TryDecode(line[(space + 1)..], out var bytes) || bytes.Length <= sizeof(uint)) return false;
        signature = new NoteSignature(line[..space].ToString(), BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(sizeof(uint)));
        return true;
    }

    /// <summary>The line with its line feed.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.Span.CopyTo(bytes.AsSpan(sizeof(uint)));
        return $"— {Name} {Convert.ToBase64String(bytes)}\n";
    }
}
