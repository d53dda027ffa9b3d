using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Notes;

namespace Sekisho.TransparencyLog.Proofs;

/// <summary>A portable proof that an entry is in a log: index, hashes and signed checkpoint in one text (C2SP tlog-proof).</summary>
/// <param name="Index">The entry's index.</param>
/// <param name="Hashes">The inclusion proof.</param>
/// <param name="Checkpoint">The signed checkpoint.</param>
/// <param name="Extra">Opaque bytes that nothing protects; empty for none.</param>
public sealed record TlogProof(long Index, IReadOnlyList<TreeHash> Hashes, SignedNote Checkpoint, ReadOnlyMemory<byte> Extra)
{
    /// <summary>The longest proof that is read, in bytes: 63 hashes, a note of many signatures, some extra data. Stops a file of any size from being read into memory.</summary>
    public const int MaxBytes = 256 * 1024;

    private const string Header = "c2sp.org/tlog-proof@v1\n";

    /// <summary>Reads a proof; nothing in it is verified yet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TlogProof? proof)
    {
        proof = null;
        if (bytes.Length > MaxBytes || !NoteText.TryDecode(bytes, out var text) || !text.StartsWith(Header, StringComparison.Ordinal)) return false;
        var lines = new LineReader(text.AsSpan(Header.Length));
        byte[] extra = [];
        if (!lines.TryTake(out var line)) return false;
        if (line.StartsWith("extra "))
        {
            if (!StrictBase64.TryDecode(line["extra ".Length..], out extra) || extra.Length == 0 || !lines.TryTake(out line)) return false;
        }

        if (!line.StartsWith("index ") || !DecimalText.TryRead(line["index ".Length..], out var index)) return false;
        if (!lines.TryTakeHashes(InclusionProof.MaxHashes, out var hashes) || !SignedNote.TryRead(lines.Rest, out var checkpoint)) return false;
        proof = new TlogProof(index, hashes, checkpoint, extra);
        return true;
    }

    /// <summary>Whether the proof shows that the log which <paramref name="key"/> belongs to has this entry at this index.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="key">The log's key; the checkpoint's origin must be its name.</param>
    public bool Verify(ReadOnlySpan<byte> entry, INoteVerifier key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Checkpoint.Verify([key]) is not { IsTrusted: true }) return false;
        if (!Checkpoints.Checkpoint.TryRead(Checkpoint.Text, out var head) || head.Origin != key.Name) return false;
        var leaf = TreeHash.OfLeaf(entry);
        var root = head.Root;
        return InclusionProof.Verify(Index, head.Size, in leaf, in root, Hashes);
    }

    /// <summary>The content of a .tlog-proof file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header);
        if (!Extra.IsEmpty) text.Append("extra ").Append(Convert.ToBase64String(Extra.Span)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Hashes) text.Append(hash.ToString()).Append('\n');
        return text.Append('\n').Append(Checkpoint.ToString()).ToString();
    }
}
